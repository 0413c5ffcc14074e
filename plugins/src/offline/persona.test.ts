import { expect, test } from 'vitest'
import { readPersona } from './persona.ts'

test('the parts of a system prompt are told apart', () => {
  const persona = readPersona(`You are Dr. Ada.

Help visitors. Opening hours: nine to five.

About you:
- A librarian in Rome.

Background:
- Found an atlas.

You are patient, curious.

You know about: maps, books, and tea.

How you write:
- Warm.
- Never in a hurry.

Examples of how you talk:

User: Do you lend maps?
Dr. Ada: They stay here.

User: Really?
Dr. Ada: Really.

You can keep what matters with the tool "remember".`)
  expect(persona).toEqual({
    name: 'Dr. Ada',
    bio: ['A librarian in Rome.'],
    lore: ['Found an atlas.'],
    topics: ['maps', 'books', 'tea'],
    adjectives: ['patient', 'curious'],
    style: ['Warm.', 'Never in a hurry.'],
    examples: [
      { asked: 'Do you lend maps?', answered: 'They stay here.' },
      { asked: 'Really?', answered: 'Really.' },
    ],
    instructions: ['Help visitors.', 'Opening hours: nine to five.'],
  })
})

test('a prompt without a name has none', () => {
  expect(readPersona('You are a helpful assistant.').name).toBe('')
  expect(readPersona('').name).toBe('')
})

test('headings of Markdown are read like labels', () => {
  expect(readPersona('You are Bo.\n\n## Topics\n\ntea, maps\n\n## Style\n\n- Brief.')).toMatchObject({
    name: 'Bo',
    topics: ['tea', 'maps'],
    style: ['Brief.'],
  })
})
