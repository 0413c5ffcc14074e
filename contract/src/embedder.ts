/**
 * Turns texts into vectors whose closeness (cosine) means closeness in meaning. Vectors of two embedders
 * are never compared: what is stored carries `id` and `dimensions`.
 */
export interface Embedder {
  /** Names the model exactly, for example `words-100` or `openai/text-embedding-3-small`. */
  readonly id: string
  readonly dimensions: number
  /** One vector per text, in order; a text it knows nothing of gives zeros. Throws `model_*` of its vendor. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>
}
