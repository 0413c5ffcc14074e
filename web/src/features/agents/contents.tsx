/** The parts of a long page, beside it where there is room; each goes there. */
export function Contents({ parts }: { parts: readonly string[] }) {
  const go = (part: string) =>
    document.getElementById(part.toLowerCase())?.scrollIntoView({ behavior: 'smooth' })
  return (
    <nav aria-label="Parts of the definition" className="hidden lg:block">
      <ul className="sticky top-6 flex flex-col border-l border-line">
        {parts.map(part => (
          <li key={part}>
            <button
              type="button"
              onClick={() => go(part)}
              className="-ml-px w-full border-l border-transparent py-1.5 pl-4 text-left text-[0.9375rem] text-shade hover:border-accent hover:text-ink"
            >
              {part}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
