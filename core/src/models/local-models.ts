import type { ModelProvider, ProviderPorts } from '@loggia/contract'
import type { EnvironmentReader } from './credentials.ts'

interface LocalPorts {
  fetch: ProviderPorts['fetch']
  environment: EnvironmentReader
  now(): number
}

const patienceMs = 400
const rememberedMs = 15_000

/**
 * Asks whether an Ollama answers on this machine, and which models it has. Only the first caller waits,
 * at most 0.4 s; later ones get what is known while it is asked again every 15 s.
 */
export function localModels(ollama: ModelProvider | undefined, ports: LocalPorts) {
  let askedAt: number | undefined
  let answer: Promise<readonly string[] | undefined> = Promise.resolve(undefined)
  return (): Promise<readonly string[] | undefined> => {
    if (!ollama) return answer
    const now = ports.now()
    if (askedAt === undefined) {
      askedAt = now
      answer = ask(ollama, ports)
    } else if (Math.abs(now - askedAt) >= rememberedMs) {
      askedAt = now
      ask(ollama, ports).then(models => {
        answer = Promise.resolve(models)
      })
    }
    return answer
  }
}

async function ask(ollama: ModelProvider, ports: LocalPorts): Promise<readonly string[] | undefined> {
  const baseUrl = ollama.baseUrl && ports.environment(ollama.baseUrl.name)
  try {
    const models = await ollama.list({
      fetch: (input, init) => ports.fetch(input, { ...init, signal: AbortSignal.timeout(patienceMs) }),
      ...(baseUrl && { baseUrl }),
    })
    return models.length > 0 ? models.map(({ id }) => id) : undefined
  } catch {
    return undefined
  }
}
