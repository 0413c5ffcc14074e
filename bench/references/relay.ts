/** R1, the physical limit: parses the provider's stream and re-emits it; no storage, no users. */
import http from 'node:http'

const model = new URL(`${process.env.MODEL_URL}/chat/completions`)
const agent = new http.Agent({ keepAlive: true })
const options = { method: 'POST', agent, headers: { 'content-type': 'application/json' } }
const server = http.createServer((request, response) => {
  if (request.method === 'GET') return response.end('ok')
  const upstream = http.request(model, options, reply => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    let rest = ''
    reply.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      let out = ''
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue
        const delta = JSON.parse(line.slice(6)).choices[0]?.delta?.content
        if (delta) out += `data: ${JSON.stringify({ type: 'TEXT_MESSAGE_CONTENT', delta })}\n\n`
      }
      if (out) response.write(out)
    })
    reply.on('end', () => response.end())
  })
  request.pipe(upstream)
})
server.listen(Number(process.env.PORT), '127.0.0.1')
