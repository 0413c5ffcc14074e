import { anthropic } from './anthropic/index.ts'
import { basics } from './basics/index.ts'
import { offline } from './offline/index.ts'
import { openai } from './openai/index.ts'
import { openaiCompatible } from './openai-compatible/index.ts'
import { openrouter } from './openrouter/index.ts'

/** The plugins that come with Loggia, in the order in which their models are preferred. */
export const firstPartyPlugins = [openai, anthropic, openrouter, openaiCompatible, basics, offline]
