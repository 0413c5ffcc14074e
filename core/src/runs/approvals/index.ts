export { answerApproval, approvalsOfRun, findApproval, listApprovals, type StoredApproval } from './store.ts'
