import { marked, type Tokens } from 'marked'
import { memo, useMemo } from 'react'
import { numbered } from '../numbered.ts'
import { Block } from './block.tsx'
import { mend } from './mend.ts'

/**
 * Markdown as React elements: no HTML passes, no picture is loaded, links leave only to the web. While a
 * text is `open` only its last block is drawn again.
 */
export function Markdown({ text, open = false }: { text: string; open?: boolean }) {
  const tokens = useMemo(() => marked.lexer(open ? mend(text) : text), [text, open])
  return numbered(tokens).map(({ item, key }) => <Still key={key} token={item as Tokens.Generic} />)
}

const Still = memo(Block, (before, after) => before.token.raw === after.token.raw)

export default Markdown
