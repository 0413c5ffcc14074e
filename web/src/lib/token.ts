/** The token behind the `#` of a mailed link, `#token=…` or bare; behind it, it never reaches a server's log. */
export const tokenOf = (hash: string): string => {
  const text = hash.replace(/^#/, '')
  return text.includes('=') ? (new URLSearchParams(text).get('token') ?? '') : text
}
