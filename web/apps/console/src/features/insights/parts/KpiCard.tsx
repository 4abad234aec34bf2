import type { Kpi } from '@attendance/api'
import { Badge, cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Check, Target, TrendingDown, TrendingUp } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { changeOf, isOnTarget, kpiTitle, kpiValue } from '../kpis'

export function KpiCard({ kpi }: { kpi: Kpi }) {
  const { t } = useLingui()
  const formats = useFormats()
  const onTarget = isOnTarget(kpi)
  const target = kpi.target === null ? null : kpiValue(kpi, kpi.target, formats)
  const sign = kpi.higher_is_better ? '>' : '<'
  return (
    <li className="rounded-xl border border-line bg-panel p-4">
      <h2 className="text-mute">{kpiTitle(kpi.key)}</h2>
      <p
        className={cn(
          'my-1 text-2xl font-semibold tabular-nums',
          kpi.value === null && 'text-base font-normal text-mute',
        )}
      >
        {kpi.value === null ? t`Sem dados ainda` : kpiValue(kpi, kpi.value, formats)}
      </p>
      <div className="flex flex-wrap items-center gap-2 text-xs">
        {target && (
          <Badge
            tone={onTarget === null ? 'neutral' : onTarget ? 'ok' : 'danger'}
            icon={onTarget ? <Check size={11} aria-hidden /> : <Target size={11} aria-hidden />}
          >
            {onTarget === null
              ? t`Meta ${sign} ${target}`
              : onTarget
                ? t`Na meta (${sign} ${target})`
                : t`Fora da meta (${sign} ${target})`}
          </Badge>
        )}
        <Change kpi={kpi} />
      </div>
    </li>
  )
}

function Change({ kpi }: { kpi: Kpi }) {
  const { t } = useLingui()
  const { percent } = useFormats()
  const change = changeOf(kpi)
  if (change === null || Math.abs(change) < 0.05) return null
  const isBetter = change > 0 === kpi.higher_is_better
  const Icon = change > 0 ? TrendingUp : TrendingDown
  return (
    <span
      title={t`Em relação ao período anterior`}
      className={cn('flex items-center gap-1 tabular-nums', isBetter ? 'text-ok' : 'text-danger')}
    >
      <Icon size={13} aria-hidden />
      {change > 0 ? '+' : '−'}
      {percent(Math.abs(change))}
      <span className="sr-only">{isBetter ? t`melhor que antes` : t`pior que antes`}</span>
    </span>
  )
}
