import { type Place, withConnection } from '../connection/index.ts'
import { openTerminal } from '../terminal/index.ts'

/** Seals the keys of all workspaces with the newest key of the instance, and says how much there was to do. */
export async function rotateSecrets(options: Place & { json?: boolean }): Promise<void> {
  const terminal = openTerminal()
  const done = await withConnection(options, ({ client }) => client.secrets.rotate({}))
  if (options.json) return terminal.line(JSON.stringify(done, null, 2))
  terminal.line(
    `${done.workspaces} workspaces: ${done.keys} keys and ${done.secrets} secrets sealed with the newest key.`,
  )
  if (done.unreadable === 0) {
    terminal.note(terminal.dress('dim', 'Older keys of the instance are not needed for secrets any more.'))
    return
  }
  terminal.line(`${done.unreadable} could not be opened with any key of the instance and stay as they are.`)
  terminal.note('Add the key that sealed them to the end of LOGGIA_SECRET_KEY and run this again.')
}
