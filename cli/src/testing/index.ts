export { type ScriptedModel, type ScriptedStep, scriptedModel } from '@loggia/contract/testing'
export { type AgentRun, type RunAgentOptions, runAgent, type ToolUse } from './run-agent.ts'
