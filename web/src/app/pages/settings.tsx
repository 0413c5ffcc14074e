import { ApiKeys } from '../../features/keys/index.ts'
import { ProviderList } from '../../features/models/index.ts'
import { Secrets } from '../../features/secrets/index.ts'
import { Page, Section } from '../../ui/page.tsx'

/** Settings: which models can answer. */
export const ModelsPage = () => (
  <Page title="Models" lead="Who speaks when your agents answer. Keys stay on this server, encrypted.">
    <ProviderList />
  </Page>
)

/** Settings: the keys that others use to come in, and the secrets that agents take along. */
export const KeysPage = () => (
  <Page title="Keys and secrets" lead="What lets programs in, and what your agents carry when they go out.">
    <Section title="API keys" lead="For the command line, scripts and your own apps.">
      <ApiKeys />
    </Section>
    <Section
      title="Secrets"
      lead="For tools and plugins that were granted them by name. Values are never shown again."
    >
      <Secrets />
    </Section>
  </Page>
)
