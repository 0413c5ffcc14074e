import { marked, type Tokens, type TokensList } from 'marked'
import { memo, useMemo } from 'react'
import { numbered } from '../numbered.ts'
import { Block } from './block.tsx'
import { mend } from './mend.ts'

/**
 * Markdown as React elements: no HTML passes, no picture is loaded, links leave only to the web. While a
 * text is `open` only its last block is drawn again.
 */
export function Markdown({ text, open = false }: { text: string; open?: boolean }) {
  const tokens = useMemo(() => read(open ? mend(text) : text), [text, open])
  return numbered(tokens).map(({ item, key }) => <Still key={key} token={item as Tokens.Generic} />)
}

/** The tokens of a text. Its highest heading stands right below the page's own, whatever mark it was given. */
function read(text: string): TokensList {
  const tokens = marked.lexer(text)
  const headings = tokens.filter((token): token is Tokens.Heading => token.type === 'heading')
  const top = Math.min(...headings.map(heading => heading.depth))
  for (const heading of headings) heading.depth -= top - 1
  return tokens
}

const Still = memo(Block, (before, after) => before.token.raw === after.token.raw)
