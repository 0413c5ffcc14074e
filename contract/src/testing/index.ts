export { type ScriptedModel, type ScriptedStep, scriptedModel } from './scripted-model.ts'
export type { Dialect, VendorReply } from './vendor/reply.ts'
export type { VendorName, VendorRequest } from './vendor/request.ts'
export { startVendor, type Vendor, type VendorOptions } from './vendor/start-vendor.ts'
