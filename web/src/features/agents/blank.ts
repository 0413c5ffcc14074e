import { type Definition, definition } from '@loggia/sdk'

/** A definition with every default in place and no name yet. */
export const blankDefinition = (): Definition => ({ ...definition.parse({ name: 'Unnamed' }), name: '' })
