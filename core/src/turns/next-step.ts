import type { Budget } from '@loggia/contract'
import type { BudgetCode, Spent } from './ports.ts'

/** What just happened in the turn. */
export type TurnEvent =
  | { type: 'started'; answered: number }
  | { type: 'model-answered'; calls: number }
  | { type: 'calls-answered'; waiting: number }

/** What to do now. */
export type NextStep =
  | { do: 'call-model' }
  | { do: 'run-calls' }
  | { do: 'ask' }
  | { do: 'finish' }
  | { do: 'stop'; code: BudgetCode; detail: string }

/** Which budget is used up, if any; asked before each model call. */
export function exhausted(budget: Budget, spent: Spent): { code: BudgetCode; detail: string } | undefined {
  if (spent.steps >= budget.steps)
    return { code: 'budget_steps', detail: `${spent.steps} of ${budget.steps} steps are used.` }
  if (spent.tokens >= budget.tokens) {
    return { code: 'budget_tokens', detail: `${spent.tokens} of ${budget.tokens} model tokens are used.` }
  }
  if (spent.costUsd > 0 && spent.costUsd >= budget.costUsd) {
    return { code: 'budget_cost', detail: `$${spent.costUsd.toFixed(4)} of $${budget.costUsd} are used.` }
  }
  if (spent.elapsedMs >= budget.seconds * 1000) {
    return { code: 'budget_seconds', detail: `${budget.seconds} seconds have passed.` }
  }
  return undefined
}

/** The whole policy of the loop: pure, so that it can be read and tested in a sitting. */
export function nextStep(event: TurnEvent, budget: Budget, spent: Spent): NextStep {
  const askModel = (): NextStep => {
    const over = exhausted(budget, spent)
    return over ? { do: 'stop', ...over } : { do: 'call-model' }
  }
  switch (event.type) {
    case 'started':
      return event.answered > 0 ? { do: 'run-calls' } : askModel()
    case 'model-answered':
      return event.calls > 0 ? { do: 'run-calls' } : { do: 'finish' }
    case 'calls-answered':
      return event.waiting > 0 ? { do: 'ask' } : askModel()
  }
}
