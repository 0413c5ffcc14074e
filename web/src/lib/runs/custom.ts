import type { CustomEventName, CustomEventValue } from '@loggia/sdk'
import { addPart, changeTool } from './parts.ts'
import type { NotePart, RunView } from './view.ts'

type Folds = { [Name in CustomEventName]: (view: RunView, value: CustomEventValue<Name>) => RunView }

/** A line beside the answer; what a tool call did is shown by its card already. */
function note(view: RunView, about: NotePart['about'], text: string): RunView {
  if (view.parts.some(part => part.kind === 'tool' && part.state === 'running')) return view
  return addPart(view, { kind: 'note', id: `note-${view.parts.length}`, about, text })
}

const folds: Folds = {
  'memory.written': (view, { key }) => note(view, 'written', key),
  'memory.forgotten': (view, { key }) => note(view, 'forgotten', key),
  'memory.recalled': (view, { memories }) =>
    memories.length === 0 ? view : note(view, 'recalled', memories.map(memory => memory.key).join(', ')),
  'knowledge.cited': (view, { toolCallId, citations }) => changeTool(view, toolCallId, () => ({ citations })),
  'tool.progress': (view, { toolCallId, message, fraction }) =>
    changeTool(view, toolCallId, () => ({ progress: { message, fraction } })),
  'policy.denied': (view, { toolCallId, reason }) =>
    changeTool(view, toolCallId, () => ({ state: 'denied', refusal: reason })),
  'model.chosen': (view, model) => ({ ...view, model }),
  'step.measured': view => view,
  'context.summarised': (view, { messages }) => note(view, 'summarised', String(messages)),
  // The log that holds the events forgets them; a view alone has nothing to go back to.
  'log.reset': view => view,
}

/** Folds one of our named CUSTOM events; one that a newer server sends is left out. */
export function foldCustom(view: RunView, name: string, value: unknown): RunView {
  const fold = folds[name as CustomEventName] as ((view: RunView, value: unknown) => RunView) | undefined
  return Object.hasOwn(folds, name) && fold ? fold(view, value) : view
}
