import type { Conversation } from '@attendance/api'
import { Badge, type Tone } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { AlarmClock } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { useStatusNames } from '../statusNames'

const TONES: Record<Conversation['status'], Tone> = {
  bot: 'bot',
  waiting: 'warn',
  assigned: 'brand',
  active: 'ok',
  pending: 'neutral',
  resolved: 'neutral',
  abandoned: 'neutral',
}

/** Where the conversation stands, in one word. */
export function StatusBadge({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const names = useStatusNames()
  const { status, snoozed_until: snoozedUntil } = conversation
  if (snoozedUntil) {
    const until = moment(snoozedUntil)
    return (
      <Badge icon={<AlarmClock size={11} aria-hidden />} className="max-md:hidden">
        {t`Adiada até ${until}`}
      </Badge>
    )
  }
  return (
    <Badge tone={TONES[status]} className="shrink-0">
      {names[status]}
    </Badge>
  )
}
