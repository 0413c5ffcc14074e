import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { RunInspector } from '../../features/runs/index.ts'
import { buttonClass } from '../../ui/button.tsx'

/** The inside of one run. */
export function RunPage() {
  const { run } = useParams({ from: '/inside/runs/$run' })
  return (
    <RunInspector
      key={run}
      id={run}
      back={conversation => (
        <Link to="/c/$conversation" params={{ conversation }} className={buttonClass()}>
          <ArrowLeft aria-hidden="true" className="size-4" /> To the conversation
        </Link>
      )}
    />
  )
}
