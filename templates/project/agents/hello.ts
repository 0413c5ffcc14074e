import { defineAgent } from 'loggia'
import { time } from '../tools/time.ts'

export default defineAgent({
  handle: 'hello',
  name: 'Hello',
  summary: 'A first agent, with one tool.',
  instructions:
    'Answer in one or two friendly sentences. Use the time tool whenever somebody asks for the time.',
  starters: ['What time is it in Tokyo?'],
  tools: [time],
})
