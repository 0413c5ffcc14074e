import type { VendorReply } from '@loggia/contract/testing'

const answer = `In Lisbon it is **two in the afternoon**, and 17 × 23 makes \`391\`. A loggia, by the way, is *a gallery open on one side*: the Florentines built theirs so that people could meet in the shade.

## How I know

1. The time came from the \`time\` tool, not from memory.
2. The product was worked out, not guessed.

| Tool | Answer |
|---|---|
| time | 14:05 |
| calculator | 391 |

Should you want the sum in your own code:

\`\`\`typescript
import { defineTool } from 'loggia'

// Multiplies two numbers, and does nothing else.
export const multiply = defineTool({
  name: 'multiply',
  input: z.object({ a: z.number(), b: z.number() }),
  run: ({ a, b }) => a * b,
})
\`\`\`

> Shade is a kind of hospitality.
`

/** What the played model says to the two questions of the screens, and what it does before it says it. */
export function script(body: Record<string, unknown> | undefined): VendorReply {
  const messages = JSON.stringify(body?.messages ?? [])
  const worked = messages.includes('tool_result')
  if (messages.includes('lunch')) {
    if (worked) return { text: 'The notice is out: *lunch is at one, under the arches.*' }
    return { toolCalls: [{ name: 'send_notice', input: { text: 'Lunch is at one, under the arches.' } }] }
  }
  if (messages.includes('break off')) return { text: 'Let me see what I can', ending: 'cut' }
  if (messages.includes('slowly'))
    return { text: 'word '.repeat(400), pace: { firstAfterMs: 20, everyMs: 20 } }
  if (worked) return { text: answer, pace: { firstAfterMs: 60, everyMs: 4 } }
  return {
    reasoning: 'Two questions at once. Each has a tool, and neither waits for the other.',
    toolCalls: [
      { name: 'time', input: { zone: 'Europe/Lisbon' } },
      { name: 'calculator', input: { expression: '17 * 23' } },
    ],
    pace: { firstAfterMs: 80, everyMs: 6 },
  }
}

/** An agent that answers through the played vendor. */
export const steward = {
  name: 'Steward',
  summary: 'Keeps the house: the hours, the sums, the notices on the door.',
  greeting: 'Good day. The house is in order; what may I do for you?',
  starters: ['What time is it in Lisbon, and what is 17 × 23?', 'Tell everybody that lunch is at one'],
  character: { instructions: 'You keep a large old house. Be brief and kind, and use your tools.' },
  model: { provider: 'anthropic', model: 'claude-sonnet-5-5' },
  plugins: ['basics'],
}
