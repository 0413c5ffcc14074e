const drafts = new Map<string, string>()

/** What was typed and not sent, per place, for as long as the page is open. */
export const draftOf = (place: string): string => drafts.get(place) ?? ''

export function keepDraft(place: string, text: string): void {
  if (text) drafts.set(place, text)
  else drafts.delete(place)
}
