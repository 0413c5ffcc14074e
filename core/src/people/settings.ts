import type { InstanceSettings } from '@loggia/contract'
import { authorise, type Context, recordingInstance } from '../identity/index.ts'
import type { Sql } from '../platform/index.ts'
import * as store from './store.ts'

/** What holds until an operator says otherwise. */
const defaults: InstanceSettings = { multiUser: false }

/** What is set for the whole instance. */
export async function readSettings(db: Sql): Promise<InstanceSettings> {
  return { ...defaults, ...(await store.readSettings(db)) }
}

type Wish = { [Name in keyof InstanceSettings]?: InstanceSettings[Name] | undefined }

/** Reading and changing them, by operators. */
export const settingsOperations = {
  async get(context: Context) {
    authorise(context.actor, 'instance:manage')
    return readSettings(context.db)
  },
  async change(context: Context, wish: Wish) {
    authorise(context.actor, 'instance:manage')
    const before = await readSettings(context.db)
    const changes = Object.entries(wish).filter(
      ([name, value]) => value !== undefined && value !== before[name as keyof InstanceSettings],
    )
    if (changes.length > 0)
      await context.db.batch([
        ...changes.flatMap(([name, value]) => store.saveSetting(name, value, new Date(context.now()))),
        ...changes.flatMap(([name, value]) =>
          recordingInstance(context, 'settings.changed', name, { value }),
        ),
      ])
    return readSettings(context.db)
  },
}
