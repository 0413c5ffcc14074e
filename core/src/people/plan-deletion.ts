/** What somebody is in a workspace, and who else is there. */
export interface Membership {
  workspaceId: string
  name: string
  /** Everybody in it, the person included. */
  members: readonly { user_id: string; role: string }[]
}

export interface DeletionPlan {
  /** Workspaces that are theirs alone: these go whole. */
  end: string[]
  /** Workspaces of others: only what is theirs goes. */
  leave: string[]
  /** Names of workspaces that would be left without an owner. */
  stuck: string[]
}

/** What deleting a person means for each workspace they are in. */
export function planDeletion(userId: string, memberships: readonly Membership[]): DeletionPlan {
  const plan: DeletionPlan = { end: [], leave: [], stuck: [] }
  for (const { workspaceId, name, members } of memberships) {
    const others = members.filter(member => member.user_id !== userId)
    if (others.length === 0) plan.end.push(workspaceId)
    else if (others.some(member => member.role === 'owner')) plan.leave.push(workspaceId)
    else plan.stuck.push(name)
  }
  return plan
}
