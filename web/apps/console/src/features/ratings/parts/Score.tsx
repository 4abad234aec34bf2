import { Badge } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { toneOf } from '../words'

export function Score({ score }: { score: number }) {
  const { t } = useLingui()
  return (
    <Badge
      tone={toneOf(score)}
      className="h-6 min-w-7 shrink-0 justify-center text-xs font-semibold tabular-nums"
    >
      <span aria-hidden>{score}</span>
      <span className="sr-only">{t`Nota ${score} de 10`}</span>
    </Badge>
  )
}
