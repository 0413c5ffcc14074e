const opener =
  'what|when|which|how|who|where|tell|give|show|calculate|compute|work out|search|look up|find|send|post|notify|announce|remember|recall|forget|repeat|spell|count|use|call|run|list'

const joint = new RegExp(
  [
    String.raw`(?<=[.?!;])\s+|\n+`,
    String.raw`,?\s+(?:and|then|also|plus|&)(?:\s+(?:then|also|please))*\s+(?=(?:${opener})\b)`,
    String.raw`(?<=^(?:hi|hello|hey|i am|i['’]m|my name)\b[^.?!]{0,60}),\s+(?=(?:${opener})\b)`,
  ].join('|'),
  'iu',
)

/** A message cut where one request ends and the next begins; what stands in quotes is never cut. */
export function clausesOf(text: string): string[] {
  const quotes: string[] = []
  const masked = text.replaceAll(/"[^"]*"|“[^”]*”|`[^`]*`/g, quote => `\ue000${quotes.push(quote) - 1}\ue000`)
  return masked
    .split(joint)
    .map(clause => clause.replaceAll(/\ue000(\d+)\ue000/g, (_, at) => quotes[Number(at)] ?? '').trim())
    .filter(clause => clause !== '')
}
