import type { Part, RunView, TextPart, ToolPart } from './view.ts'

/** Puts the changed part in the place of the one with its id and kind; the others stay the same objects. */
export function changePart<Kind extends Part['kind']>(
  view: RunView,
  kind: Kind,
  id: string,
  change: (part: Extract<Part, { kind: Kind }>) => Part,
): RunView {
  const at = view.parts.findLastIndex(part => part.kind === kind && part.id === id)
  const part = view.parts[at]
  if (!part) return view
  return { ...view, parts: view.parts.with(at, change(part as Extract<Part, { kind: Kind }>)) }
}

export const addPart = (view: RunView, part: Part): RunView => ({ ...view, parts: [...view.parts, part] })

/** Opens a text, or opens it again when a reader that came late was given its beginning. */
export function openText(view: RunView, kind: TextPart['kind'], id: string): RunView {
  const known = view.parts.some(part => part.kind === kind && part.id === id)
  if (known) return changePart(view, kind, id, part => ({ ...(part as TextPart), open: true }))
  return addPart(view, { kind, id, text: '', open: true })
}

export const appendText = (view: RunView, kind: TextPart['kind'], id: string, delta: string): RunView =>
  changePart(view, kind, id, part => ({ ...(part as TextPart), text: (part as TextPart).text + delta }))

export const closeText = (view: RunView, kind: TextPart['kind'], id: string): RunView =>
  changePart(view, kind, id, part => ({ ...(part as TextPart), open: false }))

export function openTool(view: RunView, id: string, name: string): RunView {
  if (view.parts.some(part => part.kind === 'tool' && part.id === id)) return view
  return addPart(view, { kind: 'tool', id, name, input: '', state: 'writing' })
}

export const changeTool = (
  view: RunView,
  id: string,
  change: (tool: ToolPart) => Partial<ToolPart>,
): RunView => changePart(view, 'tool', id, tool => ({ ...tool, ...change(tool) }))

/** Closes what is open when the run ends: `waiting` names the tool calls that wait for an answer. */
export function closeAll(view: RunView, waiting: ReadonlySet<string>): RunView {
  const parts = view.parts.map((part): Part => {
    if (part.kind === 'note') return part
    if (part.kind !== 'tool') return part.open ? { ...part, open: false } : part
    if (waiting.has(part.id)) return { ...part, state: 'waiting' }
    return part.state === 'writing' || part.state === 'running' ? { ...part, state: 'stopped' } : part
  })
  return { ...view, parts }
}
