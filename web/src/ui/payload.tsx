import { Scrollable } from './scrollable.tsx'

/** Bytes as they went over the wire: small, monospaced, scrolled within its own bounds. */
export function Payload({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <p className="mb-1 text-xs font-medium text-shade">{label}</p>
      <Scrollable
        as="pre"
        className="max-h-72 overflow-auto rounded-lg bg-wall px-3 py-2 font-mono text-[0.8125rem] leading-relaxed break-words whitespace-pre-wrap"
      >
        {text || '(none)'}
      </Scrollable>
    </div>
  )
}
