/** A node as the balancer sees it. */
export interface Member {
  /** Its address, without a slash at its end. */
  url: string
  /** Whether it said lately that it can do its work. */
  healthy: boolean
}

/** The nodes that take requests, in turn; those that are not well are left out. */
export interface Rotation {
  /** The next healthy node; `except` holds those that were tried for the same request. */
  next(except?: ReadonlySet<Member>): Member | undefined
  add(url: string): Member
  /** Takes a node out: it gets no new request, what it is answering goes on. */
  remove(member: Member): void
  readonly members: readonly Member[]
}

export function openRotation(): Rotation {
  const members: Member[] = []
  let turn = 0
  return {
    next(except) {
      for (let tried = 0; tried < members.length; tried++) {
        const member = members[turn++ % members.length]
        if (member?.healthy && !except?.has(member)) return member
      }
      return undefined
    },
    add(url) {
      const member = { url, healthy: true }
      members.push(member)
      return member
    },
    remove(member) {
      const place = members.indexOf(member)
      if (place >= 0) members.splice(place, 1)
    },
    members,
  }
}
