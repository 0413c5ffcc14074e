import type { OfferedTool, ToolRule } from '../turn.ts'
import { calculator } from './calculator.ts'
import { forget } from './forget.ts'
import { knowledge } from './knowledge.ts'
import { notice } from './notice.ts'
import { other } from './other.ts'
import { recall } from './recall.ts'
import { remember } from './remember.ts'
import { time } from './time.ts'

/** What is known about tools, the particular before the general. */
const toolRules: readonly ToolRule[] = [remember, recall, forget, knowledge, notice, calculator, time, other]

/** The rule for a tool by its name; every tool has one. */
export const ruleOf = (toolName: string): ToolRule => toolRules.find(rule => rule.knows(toolName)) ?? other

/** Whether a tool is one that the rules know by name. */
export const isKnown = (tool: OfferedTool) => ruleOf(tool.name) !== other
