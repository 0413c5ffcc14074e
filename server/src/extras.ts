import type { CodeAgent, Plugin } from '@loggia/contract'

/** What a program that starts the server gives it beside the configuration. */
export interface Extras {
  /** Agents of a builder's own files. */
  agents?: readonly CodeAgent[]
  /** Plugins beside the first-party ones. */
  plugins?: readonly Plugin[]
  /** Token of commands on this machine, where another process keeps the file that tells it to them. */
  localToken?: string
  /** What reaches model providers; the platform's own when absent. */
  fetch?: typeof fetch
}
