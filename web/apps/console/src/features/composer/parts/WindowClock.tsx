import type { Conversation } from '@attendance/api'
import { Badge } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Hourglass } from 'lucide-react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'

const TIGHT_SECONDS = 2 * 3600

/** How long free text may still be sent, where the channel limits it. */
export function WindowClock({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const { duration } = useFormats()
  const now = useMinutes()
  if (!conversation.window_closes_at) return null
  const seconds = (Date.parse(conversation.window_closes_at) - now) / 1000
  const left = duration(seconds)
  return (
    <Badge tone={seconds < TIGHT_SECONDS ? 'warn' : 'neutral'} icon={<Hourglass size={11} aria-hidden />}>
      <span title={t`Depois disso, só quando o cliente escrever de novo`}>{t`Janela fecha em ${left}`}</span>
    </Badge>
  )
}
