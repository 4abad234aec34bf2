import type { Kpi } from '@attendance/api'
import { Badge, cn, Tooltip } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Check, Info, Target, TrendingDown, TrendingUp } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { changeOf, isOnTarget, kpiDefinition, kpiTitle, kpiValue } from '../kpis'

export function KpiCard({ kpi, onOpen }: { kpi: Kpi; onOpen?: (() => void) | undefined }) {
  const { t } = useLingui()
  const formats = useFormats()
  const onTarget = isOnTarget(kpi)
  const target = kpi.target === null ? null : kpiValue(kpi, kpi.target, formats)
  const title = kpiTitle(kpi.key)
  const definition = kpiDefinition(kpi.key)
  const sign = kpi.higher_is_better ? '>' : '<'
  return (
    <li className="rounded-xl border border-line bg-panel p-4">
      <div className="flex items-center gap-1">
        <h2 className="min-w-0 flex-1 text-mute">{title}</h2>
        <Tooltip text={definition}>
          <button
            type="button"
            aria-label={`${title}: ${definition}`}
            className="grid size-6 place-items-center rounded text-mute hover:bg-raised"
          >
            <Info size={13} aria-hidden />
          </button>
        </Tooltip>
      </div>
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
        {onOpen && kpi.value !== null && (
          <button
            type="button"
            onClick={onOpen}
            aria-label={t`Ver as conversas: ${title}`}
            className="ml-auto rounded px-1 text-brand-text hover:underline"
          >{t`Ver conversas`}</button>
        )}
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
