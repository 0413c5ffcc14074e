/** A list as text, one entry a line; and back, without empty lines. */
export const toLines = (items: readonly string[]): string => items.join('\n')

export const fromLines = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
