import { actors, assets, surfaceOf, surfaces } from './surfaces.ts'
import { owaspClasses, strideClasses, type Threat } from './threat.ts'
import { threatsByMachines } from './threats/agents.ts'
import { threatsByPeople } from './threats/people.ts'

export const threats: readonly Threat[] = [...threatsByPeople, ...threatsByMachines]

const rows = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([name, sentence]) => `| ${name} | ${sentence} |`)

/** docs/security/threat-model.md, from the data; the groups of operations are told by the caller. */
export function threatModelPage(groups: readonly string[]): string {
  return `${[
    '# Threat model',
    '<!-- Generated from scripts/security by `npm run docs`; a change here is overwritten. -->',
    'Each threat is tied to a test that fails when it comes true, or says why it is accepted. A test keeps it so: one\nthat is named here and does not exist fails the build, and so does an operation that belongs to no surface.',
    `## Actors\n\n| who | what they are |\n| --- | --- |\n${rows(actors).join('\n')}`,
    `## Assets\n\n| what | what it holds |\n| --- | --- |\n${rows(assets).join('\n')}`,
    `## Classes\n\nSTRIDE: ${listed(strideClasses)}.\n\nOWASP, LLM applications 2025 and agentic applications 2026: ${listed(owaspClasses)}.`,
    ...Object.entries(surfaces).map(([surface, sentence]) => surfacePart(surface, sentence, groups)),
  ].join('\n\n')}\n`
}

const listed = (classes: Readonly<Record<string, string>>) =>
  Object.entries(classes)
    .map(([code, name]) => `${code} ${name}`)
    .join(', ')

function surfacePart(surface: string, sentence: string, groups: readonly string[]): string {
  const here = groups.filter(group => surfaceOf[group] === surface).map(group => `\`${group}.*\``)
  return [
    `## Surface: ${surface}`,
    here.length > 0 ? `${sentence} Operations: ${here.join(', ')}.` : sentence,
    ...threats.filter(threat => threat.surface === surface).map(threatPart),
  ].join('\n\n')
}

function threatPart({ id, what, actor, asset, stride, owasp, answer, proof }: Threat): string {
  const classes = [...stride.map(letter => strideClasses[letter]), ...owasp].join(', ')
  const proven =
    'accepted' in proof
      ? `Accepted, because ${proof.accepted}`
      : proof.map(({ file, title }) => `- proven by \`${file}\`: ${title}`).join('\n')
  return `### ${id}\n\n${what} Actor: ${actor}; asset: ${asset}; ${classes}.\n\n${answer}\n\n${proven}`
}
