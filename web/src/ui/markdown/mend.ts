/**
 * Closes what a text that is still arriving left open at its end, so that a half-written emphasis, code
 * span or link does not show its marks for a moment and then jump.
 */
export function mend(text: string): string {
  const start = text.lastIndexOf('\n\n') + 1
  const tail = text.slice(start)
  if ((text.match(/^ {0,3}(```|~~~)/gm)?.length ?? 0) % 2 === 1) return text
  if (count(tail, /`/g) % 2 === 1) return `${text}\``
  const link = /!?\[[^\]]*$|!?\[[^\]]*\]\([^)]*$/.exec(tail)
  if (link) return text.slice(0, start + link.index) + link[0].replace(/^!?\[/, '').replace(/\].*$/s, '')
  if (count(tail, /\*\*/g) % 2 === 1) return `${text.replace(/\s*\*{0,2}$/, '')}**`
  return text
}

const count = (text: string, mark: RegExp): number => text.match(mark)?.length ?? 0
