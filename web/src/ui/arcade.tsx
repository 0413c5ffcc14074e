import { cx } from './cx.ts'

const bays = [0, 120, 240, 360, 480]

/** The opening of one bay: columns at 18 and 102, an arch of radius 42 between them. */
const opening = (x: number) => `M${x + 18} 300V112a42 42 0 0 1 84 0v188z`

/** An arcade with a view: sky and hills through five arches; by day in dark theme's absence, else at dusk. */
export function Arcade({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 600 340"
      aria-hidden="true"
      preserveAspectRatio="xMidYMax slice"
      className={cx('block', className)}
    >
      <defs>
        <linearGradient id="arcade-sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--sky-deep)" />
          <stop offset="0.62" stopColor="var(--sky)" />
          <stop offset="1" stopColor="var(--glow)" stopOpacity="0.9" />
        </linearGradient>
        <clipPath id="arcade-openings">
          <path d={bays.map(opening).join('')} />
        </clipPath>
      </defs>
      <rect width="600" height="340" fill="var(--stone)" />
      <g clipPath="url(#arcade-openings)">
        <rect width="600" height="300" fill="url(#arcade-sky)" />
        <circle cx="418" cy="150" r="22" fill="var(--glow)" />
        <path
          d="M0 236c80-44 150-30 220-8s150 20 220-14 110-34 160-16v102H0z"
          fill="var(--accent)"
          opacity="0.28"
        />
        <path d="M0 268c90-30 190-28 280-10s210 12 320-18v60H0z" fill="var(--accent)" opacity="0.5" />
        {[64, 82, 296, 318, 534].map((x, index) => (
          <path
            key={x}
            d={`M${x} ${262 - (index % 2) * 6}c-7-22-6-44 0-66 6 22 7 44 0 66z`}
            fill="var(--accent-strong)"
            opacity="0.75"
          />
        ))}
      </g>
      <path d={bays.map(opening).join('')} fill="none" stroke="var(--line)" strokeWidth="3" />
      {[...bays, 600].map(x => (
        <g key={x} fill="var(--line)">
          <rect x={x - 22} y="108" width="44" height="7" rx="2" />
          <rect x={x - 22} y="293" width="44" height="9" rx="2" />
        </g>
      ))}
      <rect y="38" width="600" height="5" fill="var(--line)" />
      <rect y="24" width="600" height="2" fill="var(--line)" />
      <rect y="302" width="600" height="38" fill="var(--plaster)" />
      {bays.map(x => (
        <path key={x} d={`M${x + 30} 340l-12-38h84l18 38z`} fill="var(--glow)" opacity="0.35" />
      ))}
    </svg>
  )
}
