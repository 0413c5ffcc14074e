import { isRecord, type Json, texts } from './read.ts'

/** What the character is called: its name, else its user name, else a name that says it had none. */
export function nameOf(character: Json, warn: (line: string) => void): string {
  const [name] = texts(character.name)
  if (name) return shortened(name, warn)
  const profile = character.twitterProfile
  const [other] = [
    ...texts(character.username),
    ...(isRecord(profile) ? [...texts(profile.screenName), ...texts(profile.username)] : []),
  ]
  warn(other ? `name: missing; "${other}" is used instead` : 'name: missing; it is called "Unnamed agent"')
  return shortened(other ?? 'Unnamed agent', warn)
}

/** Characters of a name that a definition may hold. */
export const longestName = 80

function shortened(name: string, warn: (line: string) => void): string {
  const flat = name.replaceAll(/\s+/g, ' ')
  if (flat.length <= longestName) return flat
  warn(`name: cut from ${flat.length} to ${longestName} characters`)
  return flat.slice(0, longestName).toWellFormed().trim()
}

const people = ['Sam', 'Robin', 'Kim', 'Alex', 'Jo', 'Noor', 'Max', 'Yuki', 'Lee', 'Ana']

/** Texts with `{{name1}}`, `{{user2}}` and `{{agentName}}` filled in; other placeholders stay and are told. */
export function fillNames(text: string, agent: string, unknown: (placeholder: string) => void): string {
  return text.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, key: string) => {
    const numbered = /^(?:name|user)(\d*)$/i.exec(key)
    if (numbered) return people[(Number(numbered[1] || 1) - 1) % people.length] ?? 'Sam'
    if (/^(?:agent|agentname|agent\.name|name|character|character\.name|char|botname)$/i.test(key))
      return agent
    if (/^(?:username|sendername|sender|person)$/i.test(key)) return 'Sam'
    unknown(whole)
    return whole
  })
}
