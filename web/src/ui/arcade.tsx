import { useId } from 'react'
import { cx } from './cx.ts'

const bay = 200
const opening = 140
const radius = opening / 2

/**
 * An arcade with a view: hills and cypresses by day, lamps and a low moon at dusk. `height` is in the units
 * of the drawing, in which a bay is 200 wide. Decoration.
 */
export function Arcade({ bays, height, className }: { bays: number; height: number; className?: string }) {
  const id = useId()
  const width = bays * bay
  const floor = height - 56
  const spring = Math.min(170, floor * 0.46)
  const starts = Array.from({ length: bays }, (_, index) => index * bay)
  const arches = starts
    .map(x => x + (bay - opening) / 2)
    .map(x => `M${x} ${floor}V${spring}a${radius} ${radius} 0 0 1 ${opening} 0V${floor}z`)
    .join('')
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      preserveAspectRatio="xMidYMax slice"
      className={cx('bg-(--masonry)', className)}
    >
      <defs>
        <linearGradient id={`${id}-sky`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--sky-high)" />
          <stop offset="0.7" stopColor="var(--sky-low)" />
          <stop offset="1" stopColor="var(--horizon)" />
        </linearGradient>
        <radialGradient id={`${id}-lamp`}>
          <stop offset="0" stopColor="var(--lantern)" stopOpacity="0.75" />
          <stop offset="1" stopColor="var(--lantern)" stopOpacity="0" />
        </radialGradient>
        <clipPath id={`${id}-arches`}>
          <path d={arches} />
        </clipPath>
      </defs>
      <rect width={width} height={height} fill="var(--masonry)" />
      <g clipPath={`url(#${id}-arches)`}>
        <rect width={width} height={floor} fill={`url(#${id}-sky)`} />
        <circle cx={width - 64} cy={spring + 72} r="12" fill="var(--disc)" />
        <Land width={width} floor={floor} />
      </g>
      <path d={arches} fill="none" stroke="var(--moulding)" strokeWidth="4" />
      {starts.map(x => (
        <g key={x}>
          <circle
            cx={x + bay / 2}
            cy={spring - 18}
            r="46"
            fill={`url(#${id}-lamp)`}
            className="opacity-(--lit)"
          />
          <path
            d={`M${x + bay / 2} ${spring - radius}v42m-6 0h12l-2 15h-8z`}
            fill="var(--lantern)"
            stroke="var(--moulding)"
            className="opacity-(--lit)"
          />
        </g>
      ))}
      {[...starts, width].map(x => (
        <g key={x} fill="var(--moulding)">
          <rect x={x - 36} y={spring - 5} width="72" height="8" rx="2" />
          <rect x={x - 36} y={floor - 8} width="72" height="10" rx="2" />
        </g>
      ))}
      <path
        d={`M0 ${spring - radius - 30}h${width}v5H0zM0 ${spring - radius - 40}h${width}v2H0z`}
        fill="var(--moulding)"
      />
      <rect y={floor} width={width} height="56" fill="var(--floor)" />
      {starts.map(x => (
        <path key={x} d={`M${x + 32} ${floor}h136l34 56h-136z`} fill="var(--floor-light)" />
      ))}
    </svg>
  )
}

/** Two ranges of hills; the cypresses stand behind the nearer one. */
function Land({ width, floor }: { width: number; floor: number }) {
  const far = `M0 ${floor - 62}c${width * 0.22}-52 ${width * 0.34}-8 ${width * 0.55}-20s${width * 0.3}-34 ${width * 0.45}-6V${floor}H0z`
  const near = `M0 ${floor - 24}c${width * 0.2}-26 ${width * 0.4}-18 ${width * 0.6}-4s${width * 0.3} 2 ${width * 0.4}-16V${floor}H0z`
  return (
    <>
      <path d={far} fill="var(--hill-far)" />
      {[72, 90, 268, 322, 344, 506].map((x, index) => (
        <path
          key={x}
          d={`M${x} ${floor - 10}c-${6 + (index % 2)}-20-7-48 0-${70 + (index % 3) * 12}c7 ${22 + (index % 3) * 12} ${6 + (index % 2)} 50 0 ${70 + (index % 3) * 12}z`}
          fill="var(--cypress)"
        />
      ))}
      <path d={near} fill="var(--hill-near)" />
    </>
  )
}
