export { invitationOperations, openInvitation } from './invitations.ts'
export { memberOperations } from './members.ts'
export { workspaceOperations } from './operations.ts'
export type { WorkspacePorts } from './ports.ts'
