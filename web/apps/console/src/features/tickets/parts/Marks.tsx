import type { TicketPriority, TicketStatus } from '@attendance/api'
import { Badge } from '@attendance/ui'
import { ChevronDown, ChevronsUp, ChevronUp, Equal } from 'lucide-react'
import { PRIORITY_TONES, STATUS_TONES, useTicketWords } from '../words'

export function StatusMark({ status }: { status: TicketStatus }) {
  const { statuses } = useTicketWords()
  return <Badge tone={STATUS_TONES[status]}>{statuses[status]}</Badge>
}

const ICONS = { low: ChevronDown, normal: Equal, high: ChevronUp, urgent: ChevronsUp }

/** A sign and a word: never colour alone. */
export function PriorityMark({ priority }: { priority: TicketPriority }) {
  const { priorities } = useTicketWords()
  const Icon = ICONS[priority]
  return (
    <Badge tone={PRIORITY_TONES[priority]} icon={<Icon size={12} aria-hidden />}>
      {priorities[priority]}
    </Badge>
  )
}
