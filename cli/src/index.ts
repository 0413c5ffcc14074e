export type {
  AgentSpec,
  CodeAgent,
  Definition,
  Plugin,
  Tool,
  ToolContext,
  ToolEffect,
  ToolPolicy,
  ToolSpec,
} from '@loggia/contract'
export { defineAgent, definePlugin, defineTool, LoggiaError } from '@loggia/contract'
/** The schema library of the house; any other that speaks Standard Schema will do as well. */
export { z } from 'zod'
