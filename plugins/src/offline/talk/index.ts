import { essay } from '../essay/index.ts'
import { arithmetic } from '../rules/calculator.ts'
import { forgetHere } from '../rules/forget.ts'
import { recallHere } from '../rules/recall.ts'
import { keepHere } from '../rules/remember.ts'
import { withoutClock } from '../rules/time.ts'
import type { TalkRule } from '../turn.ts'
import { byExample, faq } from './faq.ts'
import { courtesy, greet } from './greeting.ts'
import { help } from './help.ts'
import { introduce, keepPrompt, tellKind } from './identity.ts'
import { joke } from './joke.ts'
import { enumerate } from './lists.ts'
import { condense } from './summary.ts'
import { wording } from './wording.ts'

/** Rules that do something with the message; the agent's manner does not touch what they return. */
export const work: readonly TalkRule[] = [condense, essay, wording, enumerate, arithmetic]

/** Rules of conversation, the particular before the general; the first that answers wins. */
export const chat: readonly TalkRule[] = [
  keepPrompt,
  tellKind,
  byExample,
  introduce,
  withoutClock,
  recallHere,
  forgetHere,
  keepHere,
  greet,
  courtesy,
  help,
  joke,
  faq,
]
