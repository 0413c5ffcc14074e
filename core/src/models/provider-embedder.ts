import { type Embedder, LoggiaError, type ProviderPorts, toModelError } from '@loggia/contract'

export interface ProviderEmbedderSettings extends ProviderPorts {
  /** Id of the provider, part of the embedder's own id. */
  provider: string
  /** Where `/embeddings` lives, for example `https://api.openai.com/v1`. */
  baseUrl: string
  model: string
  dimensions: number
}

/** Texts of one request; vendors take more, but a failed request then costs more. */
const batch = 96

/** Embeds through any server that speaks OpenAI's `/embeddings`. Throws `model_*`, `dimension_mismatch`. */
export function providerEmbedder(settings: ProviderEmbedderSettings): Embedder {
  const { provider, model, dimensions } = settings
  return {
    id: `${provider}/${model}`,
    dimensions,
    async embed(texts, signal) {
      const vectors: Float32Array[] = []
      for (let from = 0; from < texts.length; from += batch) {
        vectors.push(...(await request(settings, texts.slice(from, from + batch), signal)))
      }
      return vectors
    },
  }
}

async function request(
  { fetch, baseUrl, key, model, dimensions }: ProviderEmbedderSettings,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Float32Array[]> {
  try {
    const response = await fetch(`${baseUrl}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
      ...(signal && { signal }),
    })
    const body = await response.text()
    if (!response.ok) {
      const responseHeaders = Object.fromEntries(response.headers)
      throw toModelError({ statusCode: response.status, responseBody: body, responseHeaders }, key)
    }
    return vectorsOf(body, texts.length, dimensions)
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw toModelError(error, key)
  }
}

function vectorsOf(body: string, count: number, dimensions: number): Float32Array[] {
  const rows = rowsOf(body)
  if (rows?.length !== count) {
    throw new LoggiaError('model_bad_answer', {
      detail: 'The answer does not hold one vector for each text.',
    })
  }
  return [...rows]
    .sort((a, b) => a.index - b.index)
    .map(({ embedding }) => {
      if (embedding.length === dimensions) return Float32Array.from(embedding)
      throw new LoggiaError('dimension_mismatch', {
        detail: `The embedder answers ${embedding.length} numbers, not ${dimensions}.`,
      })
    })
}

function rowsOf(body: string): { index: number; embedding: number[] }[] | undefined {
  try {
    return (JSON.parse(body) as { data?: { index: number; embedding: number[] }[] }).data
  } catch {
    return undefined
  }
}
