import { customEvents, definition } from '@loggia/contract'
import { runEventSchema } from '@loggia/contract/testing'
import { z } from 'zod'

const options = { target: 'draft-2020-12', unrepresentable: 'any', reused: 'ref' } as const
const text = (schema: object) => `${JSON.stringify(schema, null, 2)}\n`

/** JSON Schema of every entry of a run's log: AG-UI 1.0, with the values of our CUSTOM events by name. */
export const eventsSchema = (): string => {
  const values = Object.entries(customEvents).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { ...options, io: 'output' }),
  ])
  return text({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Run events of Loggia',
    description:
      'An event of AG-UI 1.0; `custom` holds the schema of `value` for each name of a CUSTOM event.',
    event: z.toJSONSchema(runEventSchema, { ...options, io: 'input' }),
    custom: Object.fromEntries(values),
  })
}

/** JSON Schema of a definition, for editors that check an agent's file. */
export const definitionSchema = (): string =>
  text({ title: 'Definition of an agent', ...z.toJSONSchema(definition, { ...options, io: 'input' }) })
