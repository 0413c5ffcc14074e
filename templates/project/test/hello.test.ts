import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runAgent, scriptedModel } from 'loggia/testing'
import hello from '../agents/hello.ts'

test('asked for the time, the agent uses its tool and answers', async () => {
  const model = scriptedModel([
    { toolCalls: [{ name: 'time', input: { zone: 'Asia/Tokyo' } }] },
    { text: 'I looked at the clock for you.' },
  ])
  const run = await runAgent(hello, { model, message: 'What time is it in Tokyo?' })
  assert.equal(run.status, 'finished')
  assert.match(run.toolCalls[0]?.output ?? '', /\d\d:\d\d in Asia\/Tokyo/)
  assert.equal(run.text, 'I looked at the clock for you.')
})
