export interface Tally {
  passed: number
  failed: number
  /** One sentence per reason why the count is not simply vitest's. */
  remarks: string[]
}

/**
 * Counts the letters that the reporter wrote. A skipped test counts as failed unless the caller chose
 * which tests run; so does a run that broke off, and one that ended badly without a failed test.
 */
export function tallyOf(letters: string, status: number, chosen: boolean): Tally {
  const count = (letter: string) => letters.split(letter).length - 1
  const remarks: string[] = []
  let failed = count('f')
  const skipped = chosen ? 0 : count('s')
  if (skipped > 0) remarks.push(`${skipped} tests were skipped; a test that does not run has not passed.`)
  failed += skipped
  if (!letters.endsWith('e')) {
    failed += 1
    remarks.push(`The run broke off with status ${status}; the tests that did not run count as one failure.`)
  } else if (status !== 0 && failed === 0) {
    failed = 1
    remarks.push(`vitest ended with status ${status} although no test failed.`)
  }
  return { passed: count('p'), failed, remarks }
}

/** The files that began and did not end, from the reporter's lines. */
export function unfinished(lines: string): string[] {
  const open = new Set<string>()
  for (const line of lines.split('\n')) {
    if (line.startsWith('+')) open.add(line.slice(1))
    if (line.startsWith('-')) open.delete(line.slice(1))
  }
  return [...open]
}
