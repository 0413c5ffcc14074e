/** The schema of AG-UI 1.0 events, for tests of what a log may hold. */
export { EventSchema as runEventSchema } from '@ag-ui/core/schemas'
export { type KitCase, kitCases } from './provider-kit/cases.ts'
export { type Difference, differences } from './provider-kit/differences.ts'
export type { Entry, LogUsage } from './provider-kit/log.ts'
export { dialectTitles, providersPage } from './provider-kit/page.ts'
export {
  type KitReport,
  type KitResult,
  type ProviderKitOptions,
  runProviderKit,
} from './provider-kit/run-provider-kit.ts'
export { type ScriptedModel, type ScriptedStep, scriptedModel } from './scripted-model.ts'
export type { Dialect, VendorReply } from './vendor/reply.ts'
export type { VendorName, VendorRequest } from './vendor/request.ts'
export { startVendor, type Vendor, type VendorOptions } from './vendor/start-vendor.ts'
