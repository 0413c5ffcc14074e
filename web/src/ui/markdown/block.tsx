import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { numbered } from '../numbered.ts'
import { Scrollable } from '../scrollable.tsx'
import { CodeBlock } from './code-block.tsx'
import { inline } from './inline.tsx'

const heading = [
  'text-[1.55rem] leading-tight mt-7',
  'text-[1.35rem] leading-tight mt-6',
  'text-[1.18rem] leading-snug mt-5',
  'text-[1.05rem] mt-4',
  'text-[1rem] mt-4',
  'text-[1rem] mt-4',
]

/** Renders block tokens, separated by the rhythm of the page. */
export const blocks = (tokens: readonly Token[] | undefined): ReactNode =>
  numbered(tokens ?? []).map(({ item, key }) => <Block key={key} token={item as Tokens.Generic} />)

/** One block of Markdown. */
export function Block({ token }: { token: Tokens.Generic }): ReactNode {
  switch (token.type) {
    case 'paragraph':
      return <p className="my-3 first:mt-0 last:mb-0">{inline(token.tokens)}</p>
    case 'heading': {
      // The page's own heading stands above; an answer's headings start one level below it.
      const level = Math.min(Number(token.depth) + 1, 6)
      const Tag = `h${level}` as 'h2'
      return (
        <Tag className={`mb-2 font-voice font-medium first:mt-0 ${heading[Number(token.depth) - 1]}`}>
          {inline(token.tokens)}
        </Tag>
      )
    }
    case 'code':
      return <CodeBlock code={String(token.text)} language={String(token.lang ?? '').split(/\s/)[0] ?? ''} />
    case 'blockquote':
      return (
        <blockquote className="my-4 border-l-2 border-accent/50 pl-4 italic">
          {blocks(token.tokens)}
        </blockquote>
      )
    case 'list':
      return <List token={token as Tokens.List} />
    case 'table':
      return <Table token={token as Tokens.Table} />
    case 'hr':
      return <hr className="my-6 border-line" />
    case 'space':
    case 'def':
      return null
    case 'text':
      return token.tokens ? inline(token.tokens) : token.text
    default:
      return <p className="my-3 whitespace-pre-wrap">{token.raw}</p>
  }
}

function List({ token }: { token: Tokens.List }) {
  const items = numbered(token.items).map(({ item, key }) => (
    <li key={key} className={item.task ? 'list-none -ml-5' : 'pl-1'}>
      {item.task && (
        <input
          type="checkbox"
          checked={item.checked === true}
          readOnly
          disabled
          aria-label="Task"
          className="mr-2"
        />
      )}
      {blocks(item.tokens.filter(child => child.type !== 'checkbox'))}
    </li>
  ))
  const start = typeof token.start === 'number' ? token.start : 1
  return token.ordered ? (
    <ol start={start} className="my-3 list-decimal space-y-1.5 pl-6 marker:text-shade">
      {items}
    </ol>
  ) : (
    <ul className="my-3 list-disc space-y-1.5 pl-5 marker:text-accent">{items}</ul>
  )
}

function Table({ token }: { token: Tokens.Table }) {
  return (
    <Scrollable as="div" className="my-4 overflow-x-auto" role="region" aria-label="Table">
      <table className="w-full border-collapse font-sans text-[0.9375rem] tabular-nums">
        <thead>
          <tr className="border-b border-edge/50">{cells('th', token.header)}</tr>
        </thead>
        <tbody>
          {numbered(token.rows).map(({ item, key }) => (
            <tr key={key} className="border-b border-line">
              {cells('td', item)}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  )
}

const cells = (Cell: 'th' | 'td', row: readonly Tokens.TableCell[]) =>
  numbered(row).map(({ item, key }) => (
    <Cell key={key} align={item.align ?? 'left'} className="px-3 py-2 align-top [th&]:font-medium">
      {inline(item.tokens)}
    </Cell>
  ))
