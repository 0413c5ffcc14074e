import { EventType, type RunEvent } from '@loggia/contract'

/** How a foreign AG-UI client calls its thread and run; ours keep their own ids in the log. */
export interface AguiNames {
  threadId: string
  runId: string
  parentRunId?: string
}

/** The event as that client expects it: its own thread and run ids in place of ours; all else unchanged. */
export function renameRun(event: RunEvent, names: AguiNames): RunEvent {
  if (event.type === EventType.RUN_FINISHED) {
    return { ...event, threadId: names.threadId, runId: names.runId }
  }
  if (event.type !== EventType.RUN_STARTED) return event
  const { parentRunId: _ours, ...rest } = event
  return {
    ...rest,
    threadId: names.threadId,
    runId: names.runId,
    ...(names.parentRunId !== undefined && { parentRunId: names.parentRunId }),
  }
}
