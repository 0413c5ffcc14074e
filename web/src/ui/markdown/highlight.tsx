import bash from 'highlight.js/lib/languages/bash'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import go from 'highlight.js/lib/languages/go'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import python from 'highlight.js/lib/languages/python'
import rust from 'highlight.js/lib/languages/rust'
import sql from 'highlight.js/lib/languages/sql'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import { createLowlight } from 'lowlight'
import type { ReactNode } from 'react'

const lowlight = createLowlight({
  bash,
  css,
  diff,
  go,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
})

interface Node {
  type: string
  value?: string
  properties?: { className?: unknown }
  children?: Node[]
}

/** Code as coloured spans; the plain text when the language is not among those we carry. */
export function highlight(code: string, language: string): ReactNode {
  if (!lowlight.registered(language)) return code
  return (lowlight.highlight(language, code) as Node).children?.map(paint)
}

const paint = (node: Node, index: number): ReactNode =>
  node.type === 'text' ? (
    node.value
  ) : (
    <span key={`${index}-${node.type}`} className={[node.properties?.className ?? []].flat().join(' ')}>
      {node.children?.map(paint)}
    </span>
  )
