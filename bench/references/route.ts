/** R2, what a builder would write instead of a platform: a Hono route over the AI SDK's `streamText`. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { serve } from '@hono/node-server'
import { type ModelMessage, stepCountIs, streamText, tool } from 'ai'
import { Hono } from 'hono'
import { z } from 'zod'

const provider = createOpenAICompatible({ name: 'bench', baseURL: process.env.MODEL_URL ?? '' })
const calculator = tool({
  description: 'Adds two numbers.',
  inputSchema: z.object({ expression: z.string() }),
  execute: ({ expression }) => {
    const [left = 0, right = 0] = expression.split('+').map(Number)
    return left + right
  },
})

const app = new Hono()
app.get('/healthz', context => context.text('ok'))
app.post('/chat', async context => {
  const { model, messages } = await context.req.json<{ model: string; messages: ModelMessage[] }>()
  const tools = model === 'steps' ? { calculator } : {}
  const result = streamText({ model: provider(model), messages, tools, stopWhen: stepCountIs(5) })
  return result.toTextStreamResponse()
})
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })
