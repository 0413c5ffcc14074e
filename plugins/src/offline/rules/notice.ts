import { fit } from '../arguments.ts'
import { isRecord } from '../results.ts'
import { capital, ended } from '../say.ts'
import type { Call, ToolRule } from '../turn.ts'
import { plain } from './plain.ts'

const sends =
  /\b(?:send|post|publish|write|make)\s+(?:(?:out|us|me|everyone|them)\s+)?(?:a|an|the|this)?\s*(?:short |quick |test )?(?:notice|notification|announcement|message)\b(?:\s+(?:to|for)\s+(?:everyone|everybody|all|us|me|the \p{L}+))?\s*(?:,?\s*(?:that says|which says|saying|telling them|that)\b)?\s*[:,]?\s*(?<text>.*)$|\b(?:notify|tell)\s+(?:everyone|everybody|the team)\s+(?:that\s+)?(?<told>.+)$|\bannounce\s+(?:that\s+)?(?<announced>.+)$/isu

/** Posts what the message asks to announce; the tool's policy asks a person first. */
export const notice: ToolRule = {
  knows: name => /notice|notify|notification|announce/i.test(name),

  calls(turn, tool) {
    const calls: (Call | undefined)[] = turn.clauses.map(clause => {
      const found = sends.exec(clause)?.groups
      if (!found) return undefined
      const words = unquoted(found.text || found.told || found.announced || '')
      return fit(tool, [
        {
          value: ended(capital(words || 'This is a test notice')),
          names: ['text', 'message', 'notice', 'body', 'content'],
        },
      ])
    })
    return calls.filter(call => call !== undefined)
  },

  tell(result) {
    const { output } = result
    if (!isRecord(output) || typeof output.posted !== 'string') return plain(result)
    return `Done. The notice is posted: “${output.posted}” It went to ${String(output.where ?? 'its place')}.`
  },
}

const unquoted = (text: string) =>
  text
    .trim()
    .replace(/^["“'](.*)["”']([.!?]?)$/s, '$1')
    .trim()
