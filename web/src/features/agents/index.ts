export { AgentList } from './agent-list.tsx'
export { DropArea } from './drop-area.tsx'
export { EditAgent } from './edit-agent.tsx'
export { NewAgent } from './new-agent.tsx'
