import type { Kpi } from '@attendance/api'
import { Badge, cn, Sparkline, Tooltip } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Check, Info, Target } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormats } from '@/app/formats'
import { changeOf, isOnTarget, kpiDefinition, kpiTitle, kpiValue } from '../kpis'
import { Change } from './Change'

interface KpiCardProps {
  kpi: Kpi
  /** Its course over the period. */
  course: readonly (number | null)[]
  /** Beside the value: what it rests on. */
  note?: ReactNode
  onOpen?: (() => void) | undefined
}

/** One indicator: its value, whether it meets the target, how it moved. */
export function KpiCard({ kpi, course, note, onOpen }: KpiCardProps) {
  const { t } = useLingui()
  const formats = useFormats()
  const onTarget = isOnTarget(kpi)
  const change = changeOf(kpi)
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
      <div className="my-1 flex h-9 items-center gap-3">
        <p
          className={cn(
            'text-2xl font-semibold whitespace-nowrap tabular-nums',
            kpi.value === null && 'text-base font-normal text-mute',
          )}
        >
          {kpi.value === null ? t`Sem dados ainda` : kpiValue(kpi, kpi.value, formats)}
        </p>
        {note && <span className="text-xs text-mute">{note}</span>}
        <Sparkline values={course} className="ml-auto h-7 w-24 shrink-0" />
      </div>
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
        <Change
          change={change}
          isBetter={change !== null && change > 0 === kpi.higher_is_better}
          isPoints={kpi.unit === 'points'}
        />
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
