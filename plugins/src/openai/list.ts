import { LoggiaError, type ModelInfo, type ProviderPorts, vendorJson } from '@loggia/contract'

/** What the endpoint lists beside models that answer text. */
const otherKinds =
  /embedding|whisper|transcribe|tts|dall-e|image|audio|realtime|live|moderation|sora|translate|^(davinci|babbage)-/

/** The models the key may use that answer in text, newest first. Throws `model_*`. */
export async function listOpenAIModels(
  provider: string,
  defaultBaseUrl: string,
  ports: ProviderPorts,
): Promise<ModelInfo[]> {
  const headers: Record<string, string> = ports.key ? { authorization: `Bearer ${ports.key}` } : {}
  const answer = await vendorJson(ports, `${ports.baseUrl ?? defaultBaseUrl}/models`, headers)
  const { data } = answer as { data?: { id: string; created?: number }[] }
  if (!Array.isArray(data)) {
    throw new LoggiaError('model_bad_answer', { detail: 'The list of models has no "data".' })
  }
  return data
    .filter(({ id }) => !otherKinds.test(id))
    .sort((a, b) => (b.created ?? 0) - (a.created ?? 0))
    .map(({ id }) => ({ provider, id }))
}
