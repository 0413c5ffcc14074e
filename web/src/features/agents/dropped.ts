let waiting: File | undefined

/** Keeps a character file that was dropped on the list until the page for new agents takes it. */
export function keepDropped(file: File): void {
  waiting = file
}

/** The file that was dropped, once. */
export function takeDropped(): File | undefined {
  const file = waiting
  waiting = undefined
  return file
}
