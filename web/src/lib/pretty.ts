/** JSON text with line breaks; the text itself while it is not valid JSON (it may still be arriving). */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
