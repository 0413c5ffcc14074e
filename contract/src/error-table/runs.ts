import type { ErrorRows } from './rows.ts'

/** What happens to conversations, runs and their tools. */
export const runErrors = {
  run_in_progress: {
    status: 409,
    exit: 75,
    title: 'The agent is still answering in this conversation.',
    next: 'Wait, cancel the run, or send with whenBusy "enqueue" or "replace".',
  },
  run_crashed: {
    status: 500,
    exit: 70,
    title: 'The server stopped while the agent was answering.',
    next: 'Everything up to here is kept. Send the message again or ask the agent to go on.',
  },
  run_cancelled: {
    status: 409,
    exit: 75,
    title: 'The run was cancelled.',
    next: 'Send a new message when you are ready.',
  },
  cursor_unknown: {
    status: 409,
    exit: 65,
    title: 'The position to resume from does not belong to this run.',
    next: 'Resume with the last id received from this run, or read it from the start.',
  },
  approval_pending: {
    status: 409,
    exit: 75,
    title: 'The agent waits for a yes or no before it can go on.',
    next: 'Answer every open approval of this conversation first.',
  },
  approval_answered: {
    status: 409,
    exit: 65,
    title: 'This approval was already answered.',
    next: 'Read the run that followed the first answer.',
  },
  budget_steps: {
    status: 422,
    exit: 75,
    title: 'The run used all the steps it may take.',
    next: "Ask for less at once, or raise the step budget in the agent's definition.",
  },
  budget_tokens: {
    status: 422,
    exit: 75,
    title: 'The run used all the model tokens it may spend.',
    next: "Start a new conversation, or raise the token budget in the agent's definition.",
  },
  budget_cost: {
    status: 422,
    exit: 75,
    title: 'The run reached the cost it may cause.',
    next: "Choose a cheaper model, or raise the cost budget in the agent's definition.",
  },
  budget_seconds: {
    status: 422,
    exit: 75,
    title: 'The run took longer than it may.',
    next: "Ask for less at once, or raise the time budget in the agent's definition.",
  },
  context_overflow: {
    status: 422,
    exit: 65,
    title:
      "The message does not fit into the model's context window, even after older turns were summarised.",
    next: 'Shorten the message, attach it as knowledge, or choose a model with a larger window.',
  },
  tool_unknown: {
    status: 422,
    exit: 65,
    title: 'The model asked for a tool that this agent does not have.',
    next: 'Add the tool to the definition, or correct the name in the instructions.',
  },
  tool_input_invalid: {
    status: 422,
    exit: 65,
    title: "The arguments do not match the tool's schema.",
    next: 'Read the listed fields; the model is told the same and may try again.',
  },
  tool_failed: {
    status: 502,
    exit: 70,
    title: 'The tool ended with an error.',
    next: "Read the tool's message; the model is told the same.",
  },
  tool_timeout: {
    status: 504,
    exit: 75,
    title: 'The tool did not answer in time.',
    next: "Try again, or raise the tool's time limit.",
  },
  tool_denied: {
    status: 403,
    exit: 77,
    title: 'The tool policy, or a person, refused this call.',
    next: 'Change the tool policy of the agent if the call should be possible.',
  },
} as const satisfies ErrorRows
