export { ConversationList } from './sidebar/conversation-list.tsx'
export { StartConversation } from './start.tsx'
export { ThreadHeader } from './thread/header.tsx'
export { Thread } from './thread/thread.tsx'
