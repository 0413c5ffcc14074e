import { lazy, Suspense } from 'react'

const load = () => import('./markdown.tsx')
const Lazy = lazy(async () => ({ default: (await load()).Markdown }))

/** Fetches the Markdown reader before an answer has to be drawn. */
export const preloadMarkdown = async (): Promise<void> => void (await load())

/** Text in the agent's voice; shown as plain paragraphs until the Markdown reader has loaded. */
export function Markdown({ text, open = false }: { text: string; open?: boolean }) {
  return (
    <Suspense fallback={<p className="whitespace-pre-wrap">{text}</p>}>
      <Lazy text={text} open={open} />
    </Suspense>
  )
}
