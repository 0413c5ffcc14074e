import type { Member } from '@loggia/sdk'
import { date } from '../../lib/format.ts'
import { ArchAvatar } from '../../ui/arch-avatar.tsx'
import { Button } from '../../ui/button.tsx'
import type { Role } from './roles.ts'

/** One member; the role is a list where it may be changed, and a word where it may not. */
export function MemberRow({
  member,
  self,
  give,
  onRole,
  onRemove,
}: {
  member: Member
  self: boolean
  give: readonly Role[]
  onRole: (role: Role) => void
  onRemove: () => void
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
      <ArchAvatar name={member.name} />
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-medium">
          {member.name}
          {self && <span className="font-normal text-shade"> (you)</span>}
        </p>
        <p className="text-sm text-shade [overflow-wrap:anywhere]">
          {member.email} · since {date(member.joinedAt)}
        </p>
      </div>
      {give.length === 0 ? (
        <p className="text-[0.9375rem] text-shade capitalize">{member.role}</p>
      ) : (
        <select
          aria-label={`Role of ${member.name}`}
          value={member.role}
          onChange={event => {
            const role = give.find(each => each === event.target.value)
            if (role) onRole(role)
          }}
          className="min-h-10 rounded-lg border border-edge/60 bg-plaster px-3 py-2 text-[0.9375rem] capitalize"
        >
          {give.map(role => (
            <option key={role} value={role}>
              {role}
            </option>
          ))}
        </select>
      )}
      {give.length > 0 && !self && (
        <Button kind="danger" onClick={onRemove} aria-label={`Remove ${member.name}`}>
          Remove
        </Button>
      )}
    </li>
  )
}
