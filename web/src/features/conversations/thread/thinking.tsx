/** Three small arches that breathe in turn while the agent is at work; still once its words arrive. */
export function Thinking({ quiet }: { quiet: boolean }) {
  if (quiet) return null
  return (
    <div aria-hidden="true" className="flex h-7 items-end gap-1">
      {['0ms', '200ms', '400ms'].map(delay => (
        <span
          key={delay}
          style={{ animationDelay: delay }}
          className="h-5 w-3.5 animate-breathe rounded-t-full border-2 border-b-0 border-accent"
        />
      ))}
    </div>
  )
}
