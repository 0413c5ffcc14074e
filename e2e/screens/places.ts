import type { Page } from 'playwright-core'
import { composer } from './house.ts'

/** What the screens of conversations need to exist already. */
export interface Places {
  link: string
  conversation: string
  approval: string
  agent: string
  run: string
}

export interface Screen {
  name: string
  /** Whether a stranger sees it. */
  outside?: boolean
  /** Opens it and waits until it stands. */
  go(page: Page, places: Places): Promise<unknown>
}

const shows = (page: Page, name: string) => page.getByRole('button', { name }).first().waitFor()

/** The ten screens, in the order in which a newcomer meets them. */
export const screens: readonly Screen[] = [
  {
    name: '01-welcome',
    outside: true,
    go: async (page, { link }) => {
      await page.goto(link)
      await shows(page, 'Come in')
    },
  },
  {
    name: '02-sign-in',
    outside: true,
    go: async page => {
      await page.goto('/sign-in')
      await shows(page, 'Sign in')
    },
  },
  {
    name: '03-new-conversation',
    go: async page => {
      await page.goto('/?agent=hello')
      await composer(page).waitFor()
    },
  },
  {
    name: '04-conversation',
    go: async (page, { conversation }) => {
      await page.goto(conversation)
      await shows(page, 'Copy answer')
      await page.locator('.hljs-keyword').first().waitFor()
      // From the question on: reasoning folded, tool calls, then the words.
      await page.getByRole('region', { name: 'Conversation' }).evaluate(place => place.scrollTo(0, 0))
      await page.getByText('calculator').first().click()
    },
  },
  {
    name: '05-approval',
    go: async (page, { approval }) => {
      await page.goto(approval)
      await shows(page, 'Approve this call')
    },
  },
  {
    name: '06-agents',
    go: async page => {
      await page.goto('/agents')
      await page.getByRole('link', { name: 'Talk to Steward' }).waitFor()
    },
  },
  {
    name: '07-agent-editor',
    go: async (page, { agent }) => {
      await page.goto(`/agents/${agent}`)
      await page.getByRole('radiogroup', { name: 'Policy of send_notice' }).waitFor()
    },
  },
  {
    name: '08-run-inspector',
    go: async (page, { run }) => {
      await page.goto(run)
      await page.getByText('RUN_FINISHED', { exact: true }).waitFor()
    },
  },
  {
    name: '09-models',
    go: async page => {
      await page.goto('/settings/models')
      await shows(page, 'Paste a key')
    },
  },
  {
    name: '10-keys-and-secrets',
    go: async page => {
      await page.goto('/settings/keys')
      await shows(page, 'Revoke ci')
      await shows(page, 'Delete WEATHER_API_KEY')
    },
  },
]
