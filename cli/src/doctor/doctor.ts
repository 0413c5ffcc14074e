import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, migrationsOf, readConfig } from '@loggia/server'
import { type Connection, connect, readLocalAccess } from '../connection/index.ts'
import { loadEnvironment } from '../start/env-file.ts'
import { flagsOf, type ServerOptions } from '../start/open-server.ts'
import { openTerminal, type Terminal } from '../terminal/index.ts'
import { checkData, checkDisk } from './check-data.ts'
import { checkDatabase } from './check-database.ts'
import { checkModels } from './check-models.ts'
import { checkNode } from './check-node.ts'
import { checkPort } from './check-port.ts'
import { checkWeb } from './check-web.ts'
import { exitStatusOf, type Finding, fine, problemFrom, warning } from './finding.ts'
import { checkSpaces, inspectDatabase } from './inspect-database.ts'

export interface DoctorOptions extends ServerOptions {
  json?: boolean
  reindex?: boolean
}

/** Looks at everything a server needs, says what is wrong and how to put it right; the exit status is that of the first problem. */
export async function doctor(options: DoctorOptions): Promise<void> {
  const terminal = openTerminal()
  loadEnvironment(process.cwd())
  const config = readConfig(process.env, flagsOf(options))
  const findings: Finding[] = []
  const report = (found: readonly Finding[]) => {
    findings.push(...found)
    if (!options.json) for (const finding of found) print(terminal, finding)
  }
  report(await checkMachine(config))
  if (findings.some(({ about, level }) => level === 'problem' && about !== 'Port')) {
    report([
      warning(
        'Server',
        'Models, agents and app were not looked at: no server can start.',
        'Put right what stands above first.',
      ),
    ])
  } else {
    report(await checkInstance(config, options.reindex ?? false))
    report(await checkSpaces(config))
  }
  if (options.json) terminal.line(JSON.stringify(findings, null, 2))
  process.exitCode = exitStatusOf(findings)
}

async function checkMachine(config: Config): Promise<Finding[]> {
  const { dataDirectory, host, port, databaseUrl } = config
  const database = await checkDatabase(databaseUrl)
  const server = await readLocalAccess(dataDirectory)
  return [
    checkNode(),
    await checkData(dataDirectory, server),
    await checkDisk(dataDirectory),
    await checkPort(host, port, server),
    database,
    ...(database.level === 'problem' ? [] : await inspectDatabase(config, await migrationsOf(config))),
  ]
}

/** Looks at the instance from inside: through the server that runs, else through one that is started for it. */
async function checkInstance(config: Config, reindex: boolean): Promise<Finding[]> {
  let place: Place | undefined
  try {
    place = await openPlace(config)
    const { client, url } = place.connection
    const made = reindex ? await remakeVectors(client) : []
    return [...(await checkModels(client)), await checkWeb(url), ...made]
  } catch (error) {
    return [problemFrom('Server', error)]
  } finally {
    await place?.close()
  }
}

interface Place {
  connection: Connection
  close(): Promise<void>
}

/** An instance that does not exist yet is tried in a folder that is thrown away: looking changes nothing. */
async function openPlace({ dataDirectory, databaseUrl }: Config): Promise<Place> {
  const isThere = databaseUrl !== undefined || (await stat(dataDirectory).catch(() => undefined))
  const data = isThere ? dataDirectory : await mkdtemp(join(tmpdir(), 'loggia-doctor-'))
  const forget = async () => {
    if (!isThere) await rm(data, { recursive: true, force: true })
  }
  try {
    const connection = await connect({ data })
    return {
      connection,
      async close() {
        await connection.close()
        await forget()
      },
    }
  } catch (error) {
    await forget()
    throw error
  }
}

async function remakeVectors(client: Connection['client']): Promise<Finding[]> {
  const memories = await client.memories.reindex({})
  const documents = await client.documents.reindex({})
  return [
    fine(
      'Vectors',
      `${memories.count} of memories and ${documents.count} of documents were made anew with ${documents.embedder}.`,
    ),
  ]
}

const marks = { fine: ['green', '✓'], warning: ['yellow', '!'], problem: ['red', '✗'] } as const

function print(terminal: Terminal, finding: Finding): void {
  const [colour, mark] = marks[finding.level]
  terminal.line(`${terminal.dress(colour, mark)} ${terminal.dress('bold', finding.about)}: ${finding.says}`)
  if (finding.level !== 'fine') terminal.line(`  ${finding.next}`)
}
