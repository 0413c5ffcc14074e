import { definePlugin } from '@loggia/contract'
import { offlineProvider } from './provider.ts'

export { offlineModel } from './model.ts'
export { offlineProvider } from './provider.ts'

/** A small rule model of our own, so that every feature can be tried without a key or a network. */
export const offline = definePlugin({
  contract: 1,
  id: 'offline',
  version: '0.1.0',
  description: 'A rule model that needs no key: talks, calls tools, cites knowledge, and says what it is.',
  models: [offlineProvider],
})
