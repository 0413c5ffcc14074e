export { fileOperations, type ReadPdf } from './files.ts'
export { type EarlierMessage, importMessages } from './import-messages.ts'
export {
  conversationOperations,
  findForeignConversation,
  openConversation,
  presentConversation,
  presentMessage,
  requireConversation,
} from './operations.ts'
export {
  deleteConversation,
  filesOf,
  findConversation,
  type StoredConversation,
  type StoredFile,
  type StoredMessage,
} from './store.ts'
