import { rolesOfOurs } from '@loggia/core/platform'
import pg from 'pg'
import type { ServerFacts } from './store.ts'

/** What DATABASE_URL wants: a role that owns a database. */
export interface Wanted {
  owner: string
  password: string
  database: string
}

/** One thing that is missing. */
export interface Step {
  what: string
  /** What makes it; `shown` is the same without the password. */
  sql: string
  shown: string
  /** Whether it is run inside the wanted database. */
  inside: boolean
  /** Whether the role that sets up may run it. */
  may: boolean
}

/** What is missing on a server, in the order in which it has to be made. Empty when all is there. */
export function planSetup(facts: ServerFacts, { owner, password, database }: Wanted): Step[] {
  const steps: Step[] = []
  const add = (what: string, sql: string, may: boolean, inside = false) =>
    steps.push({ what, sql, shown: sql, inside, may })
  const makesRoles = facts.superuser || facts.createsRoles
  if (!facts.owner) {
    const sql = `create role ${quote(owner)} login createrole password `
    const what = `the role "${owner}", which owns the database`
    steps.push({
      what,
      sql: `${sql}${pg.escapeLiteral(password)};`,
      shown: `${sql}'…';`,
      inside: false,
      may: makesRoles,
    })
  } else if (!facts.owner.superuser && !facts.owner.createsRoles) {
    add(
      `the right of "${owner}" to set the app's password`,
      `alter role ${quote(owner)} createrole;`,
      facts.superuser,
    )
  }
  for (const [name, login] of Object.entries(rolesOfOurs)) {
    if (!facts.roles.includes(name))
      add(`the role ${name}`, `create role ${name} ${login} noinherit;`, makesRoles)
  }
  const lent = Object.keys(rolesOfOurs).filter(name => isToBeLent(name, facts, owner))
  if (lent.length > 0) {
    const may = facts.superuser || (makesRoles && lent.every(name => mayLend(name, facts)))
    const sql = `grant ${lent.join(', ')} to ${quote(owner)} with admin option;`
    add(`"${owner}" as administrator of those roles`, sql, may)
  }
  const gives = facts.superuser || !facts.createsDatabases
  if (!facts.database) {
    // Giving a database away takes a superuser; who is none keeps it and lets the owner create in it.
    const owned = gives ? ` owner ${quote(owner)}` : ''
    add(
      `the database "${database}"`,
      `create database ${quote(database)}${owned};`,
      facts.superuser || facts.createsDatabases,
    )
  }
  const owns = facts.database ? facts.database.owner === owner : gives || facts.role === owner
  if (!owns && !facts.database?.ownerMayCreate && !facts.owner?.superuser) {
    const sql = `grant create, connect, temporary on database ${quote(database)} to ${quote(owner)};`
    const mine = facts.database === undefined || facts.database.owner === facts.role
    add(`the right of "${owner}" to create in it`, sql, facts.superuser || mine)
  }
  if (facts.vector === 'available') {
    const may = facts.superuser || (facts.vectorTrusted && (facts.database?.mayCreate ?? true))
    add(
      'pgvector, which finds memories and documents fast',
      'create extension if not exists vector;',
      may,
      true,
    )
  }
  return steps
}

/** Whether the owner has to be made administrator of a role: Postgres 15 lets `createrole` be enough. */
function isToBeLent(name: string, facts: ServerFacts, owner: string): boolean {
  if (facts.version < 16 || facts.owner?.superuser || facts.owner?.administers.includes(name)) return false
  // From 16 on, who makes a role administers it.
  return facts.roles.includes(name) || facts.role !== owner
}

const mayLend = (name: string, facts: ServerFacts) =>
  !facts.roles.includes(name) || facts.administers.includes(name)

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A server that lets nobody in who could look: everything is still to be made, by an administrator. */
export const unseen: ServerFacts = {
  ...{ version: 16, role: '', superuser: false, createsRoles: false, createsDatabases: false },
  ...{ roles: [], administers: [], vector: 'available', vectorTrusted: false },
}
