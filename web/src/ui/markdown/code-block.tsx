import { type ReactNode, useEffect, useState } from 'react'
import { CopyButton } from '../copy-button.tsx'
import { Scrollable } from '../scrollable.tsx'

/** Code with its language, a copy button and colours that arrive when the highlighter has loaded. */
export function CodeBlock({ code, language }: { code: string; language: string }) {
  const [coloured, setColoured] = useState<{ code: string; node: ReactNode }>()
  useEffect(() => {
    if (!language) return
    let current = true
    // Colouring waits for a pause in the stream, so that a growing block costs nothing.
    const timer = setTimeout(async () => {
      const { highlight } = await import('./highlight.tsx')
      if (current) setColoured({ code, node: highlight(code, language) })
    }, 120)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [code, language])
  return (
    <figure className="my-4 overflow-hidden rounded-xl border border-line bg-plaster font-sans">
      <figcaption className="flex h-10 items-center justify-between border-b border-line pr-1 pl-4 text-sm text-shade">
        <span>{language || 'text'}</span>
        <CopyButton text={() => code} label="Copy code" className="size-8" />
      </figcaption>
      <Scrollable
        as="pre"
        className="overflow-x-auto px-4 py-3 font-mono text-[0.84rem] leading-relaxed focus-visible:-outline-offset-2"
      >
        <code>{coloured?.code === code ? coloured.node : code}</code>
      </Scrollable>
    </figure>
  )
}
