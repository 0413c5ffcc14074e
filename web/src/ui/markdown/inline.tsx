import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { numbered } from '../numbered.ts'
import { safeUrl } from './safe-url.ts'

const link = 'text-accent underline decoration-accent/40 underline-offset-[0.2em] hover:decoration-accent'

/** Renders inline tokens. HTML is shown as the text it is; pictures are links, because loading one tells its host. */
export const inline = (tokens: readonly Token[] | undefined): ReactNode =>
  numbered(tokens ?? []).map(({ item, key }) => <Inline key={key} token={item as Tokens.Generic} />)

function Inline({ token }: { token: Tokens.Generic }): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong className="font-semibold">{inline(token.tokens)}</strong>
    case 'em':
      return <em>{inline(token.tokens)}</em>
    case 'del':
      return <del>{inline(token.tokens)}</del>
    case 'codespan':
      return (
        <code className="rounded bg-stone px-[0.35em] py-[0.1em] font-mono text-[0.82em] [overflow-wrap:anywhere]">
          {token.text}
        </code>
      )
    case 'br':
      return <br />
    case 'link':
      return <Link href={String(token.href)}>{inline(token.tokens)}</Link>
    case 'image':
      return <Link href={String(token.href)}>Picture: {token.text || token.href}</Link>
    case 'text':
      return token.tokens ? inline(token.tokens) : plainText(token.text)
    case 'escape':
      return token.text
    default:
      return token.raw
  }
}

function Link({ href, children }: { href: string; children: ReactNode }) {
  const url = safeUrl(href)
  if (!url) return <span>{children}</span>
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" className={link}>
      {children}
    </a>
  )
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0' }

const plainText = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? '')
