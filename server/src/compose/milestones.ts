import { asSystem, type Database } from '@loggia/core/platform'

/** What the time to a first agent is measured between. */
export type Milestone = 'instance.created' | 'first.reply'

/** Records a milestone the first time it is reached. */
export async function recordMilestone(database: Database, name: Milestone): Promise<void> {
  await database.instance.batch([
    asSystem('events'),
    {
      text: `insert into loggia.instance_events (name)
        select $1 where not exists (select from loggia.instance_events where name = $1)`,
      values: [name],
    },
  ])
}
