const allowed = new Set(['http:', 'https:', 'mailto:'])

/** The address when it leads to the web or a mailbox; undefined for anything that could run or reach elsewhere. */
export function safeUrl(href: string): string | undefined {
  try {
    const url = new URL(href)
    return allowed.has(url.protocol) ? url.href : undefined
  } catch {
    return undefined
  }
}
