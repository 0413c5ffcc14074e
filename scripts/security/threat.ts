import type { Asset, Surface, ThreatActor } from './surfaces.ts'

/** STRIDE. */
export const strideClasses = {
  S: 'Spoofing',
  T: 'Tampering',
  R: 'Repudiation',
  I: 'Information disclosure',
  D: 'Denial of service',
  E: 'Elevation of privilege',
} as const
export type Stride = keyof typeof strideClasses

/** OWASP Top 10 for LLM applications, 2025, and for agentic applications, 2026. */
export const owaspClasses = {
  LLM01: 'Prompt injection',
  LLM02: 'Sensitive information disclosure',
  LLM03: 'Supply chain',
  LLM04: 'Data and model poisoning',
  LLM05: 'Improper output handling',
  LLM06: 'Excessive agency',
  LLM07: 'System prompt leakage',
  LLM08: 'Vector and embedding weaknesses',
  LLM09: 'Misinformation',
  LLM10: 'Unbounded consumption',
  ASI01: 'Agent goal hijack',
  ASI02: 'Tool misuse and exploitation',
  ASI03: 'Identity and privilege abuse',
  ASI04: 'Agentic supply chain vulnerabilities',
  ASI05: 'Unexpected code execution',
  ASI06: 'Memory and context poisoning',
  ASI07: 'Insecure inter-agent communication',
  ASI08: 'Cascading failures',
  ASI09: 'Human-agent trust exploitation',
  ASI10: 'Rogue agents',
} as const
export type Owasp = keyof typeof owaspClasses

/** A test that fails when the threat comes true. */
export interface ProvenBy {
  file: string
  /** The title as it stands in the file. */
  title: string
}

export interface Threat {
  id: string
  surface: Surface
  actor: ThreatActor
  asset: Asset
  what: string
  stride: readonly Stride[]
  /** Empty where the threat has nothing to do with models. */
  owasp: readonly Owasp[]
  /** What stands against it. */
  answer: string
  proof: readonly ProvenBy[] | { accepted: string }
}

/** A proof: file and title of a test. */
export const by = (file: string, title: string): ProvenBy => ({ file, title })
