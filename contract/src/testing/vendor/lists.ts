import type { VendorName } from './request.ts'

/** The list of models in the vendor's own shape. */
export function modelList(vendor: VendorName, models: readonly string[]): object {
  if (vendor === 'anthropic') {
    return {
      data: models.map(id => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
      has_more: false,
      first_id: models[0] ?? null,
      last_id: models.at(-1) ?? null,
    }
  }
  if (vendor === 'openrouter') {
    const top_provider = { context_length: 128_000, max_completion_tokens: 16_384, is_moderated: false }
    return { data: models.map(id => ({ id, name: id, context_length: 128_000, top_provider })) }
  }
  const data = models.map((id, index) => ({
    id,
    object: 'model',
    created: 1763000000 - index,
    owned_by: vendor,
  }))
  return { object: 'list', data }
}

/** Vectors that depend on the text alone, of unit length, in OpenAI's shape. */
export function embeddings(body: Record<string, unknown>, dimensions: number): object {
  const texts = Array.isArray(body.input) ? body.input : [body.input]
  return {
    object: 'list',
    data: texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: vectorOf(String(text), dimensions),
    })),
    model: body.model,
    usage: { prompt_tokens: texts.length * 4, total_tokens: texts.length * 4 },
  }
}

function vectorOf(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0)
  for (const [index, code] of Array.from(
    text.toLowerCase(),
    letter => letter.codePointAt(0) ?? 0,
  ).entries()) {
    const at = (code * 31 + index) % dimensions
    vector[at] = (vector[at] ?? 0) + 1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map(value => value / length)
}
