export { type Catalog, makeCatalog, type OtherTools, offerTools, presentTool } from './catalog.ts'
export type { OfferedTool } from './offer.ts'
