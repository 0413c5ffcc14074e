import { asLoggiaError, type Client, type ModelInfo, type ProviderStatus } from '@loggia/sdk'
import { type Finding, fine, problem, problemFrom, warning } from './finding.ts'

/** What passes by itself is no fault of the set-up. */
const passing: ReadonlySet<string> = new Set(['model_overloaded', 'model_rate_limited'])

/** Asks each provider that has a key for its models, which is how a key is tested, then each agent who answers for it. */
export async function checkModels(client: Client): Promise<Finding[]> {
  const { items: providers, automatic } = await client.models.providers({})
  const findings: Finding[] = []
  const lists = new Map<string, readonly ModelInfo[]>()
  for (const provider of providers.filter(isConfigured)) {
    const about = provider.title
    try {
      const { items } = await client.models.list({ provider: provider.id })
      lists.set(provider.id, items)
      findings.push(fine(about, `The key ${whereFrom(provider)} is good: ${items.length} models.`))
    } catch (error) {
      const { code, message, next } = asLoggiaError(error)
      const says = `With the key ${whereFrom(provider)}: ${message}`
      findings.push(
        passing.has(code)
          ? warning(about, says, next)
          : problem(about, code, says, howToRepair(provider, code)),
      )
    }
  }
  findings.push(
    fine('Model', `${automatic.provider} · ${automatic.model} answers by default. ${automatic.why}`),
  )
  return [...findings, ...(await checkAgents(client, providers, lists))]
}

const isConfigured = ({ source, keyName }: ProviderStatus): boolean =>
  keyName !== undefined && (source === 'saved' || source === 'environment')

const whereFrom = ({ source, keyName }: ProviderStatus): string =>
  source === 'saved' ? `saved in the app (${keyName})` : `in the environment (${keyName})`

function howToRepair({ source, keyName, keyUrl, baseUrl }: ProviderStatus, code: string): string | undefined {
  const another = keyUrl === undefined ? '' : ` Keys are made at ${keyUrl}.`
  if (code === 'model_key_rejected') {
    return source === 'saved'
      ? `Paste a valid key under Settings, Models.${another}`
      : `Set ${keyName} to a valid key, or unset it.${another}`
  }
  if (code === 'model_unreachable' && baseUrl !== undefined)
    return `Check the network, and the address ${baseUrl}.`
  return undefined
}

/** Whether the model that each agent's definition names is there. */
async function checkAgents(
  client: Client,
  providers: readonly ProviderStatus[],
  lists: ReadonlyMap<string, readonly ModelInfo[]>,
): Promise<Finding[]> {
  const findings: Finding[] = []
  const { items } = await client.agents.list({})
  for (const { id, address } of items) {
    try {
      const { answeredBy, definition } = await client.agents.get({ agent: id })
      const provider = providers.find(each => each.id === answeredBy.provider)
      const list = lists.get(answeredBy.provider) ?? []
      if (provider?.keyRequired && provider.source === 'none') {
        const says = `Its definition names ${provider.title}, for which there is no key.`
        findings.push(problem(address, 'model_key_missing', says))
      } else if (
        definition.model.model !== undefined &&
        list.length > 0 &&
        !list.some(model => model.id === answeredBy.model)
      ) {
        const says = `Its definition names ${answeredBy.model}, which ${provider?.title ?? answeredBy.provider} does not offer to this key.`
        findings.push(problem(address, 'model_missing', says))
      }
    } catch (error) {
      findings.push(problemFrom(address, error))
    }
  }
  const wrong = new Set(findings.map(({ about }) => about)).size
  return [...findings, fine('Agents', `${items.length - wrong} of ${items.length} can answer.`)]
}
