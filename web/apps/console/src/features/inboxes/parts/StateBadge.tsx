import { Badge } from '@attendance/ui'
import { CircleAlert, CircleCheck, CircleDashed, CirclePause, TriangleAlert } from 'lucide-react'
import { stateName, stateTone, type InboxState } from '../state'

const ICONS = {
  well: CircleCheck,
  warning: TriangleAlert,
  new: CircleDashed,
  held: CircleAlert,
  broken: CircleAlert,
  paused: CirclePause,
}

/** How an inbox is: colour, sign and word. */
export function StateBadge({ state }: { state: InboxState }) {
  const Icon = ICONS[state]
  return (
    <Badge tone={stateTone(state)} icon={<Icon size={12} aria-hidden className="shrink-0" />}>
      {stateName(state)}
    </Badge>
  )
}
