import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { TrendingDown, TrendingUp } from 'lucide-react'
import { useFormats } from '@/app/formats'

interface ChangeProps {
  /** In percent, or in points; null shows nothing. */
  change: number | null
  /** Null: neither, it is just more or less. */
  isBetter: boolean | null
  isPoints?: boolean
}

/** Beyond it the period before was next to nothing, and the exact number tells nothing. */
const MOST = 999

/** How a figure moved against the same days before: an arrow, a number and words, never colour alone. */
export function Change({ change, isBetter, isPoints = false }: ChangeProps) {
  const { t } = useLingui()
  const { percent, decimal } = useFormats()
  if (change === null || Math.abs(change) < 0.05) return null
  const Icon = change > 0 ? TrendingUp : TrendingDown
  const amount = Math.abs(change)
  return (
    <span
      title={t`Em relação ao período anterior`}
      className={cn(
        'flex items-center gap-1 text-xs tabular-nums',
        isBetter === null ? 'text-mute' : isBetter ? 'text-ok' : 'text-danger',
      )}
    >
      <Icon size={13} aria-hidden />
      {change > 0 ? '+' : '−'}
      {isPoints ? decimal(amount) : amount > MOST ? `> ${percent(MOST)}` : percent(amount)}
      {isBetter !== null && (
        <span className="sr-only">{isBetter ? t`melhor que antes` : t`pior que antes`}</span>
      )}
    </span>
  )
}
