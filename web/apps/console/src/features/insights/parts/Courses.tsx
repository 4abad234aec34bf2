import type { Insights } from '@attendance/api'
import { Select, type ChartPoint } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useFormats } from '@/app/formats'
import { kpiDefinition, kpiTitle, kpiValue, tookShortly, unitBehind, valueAt } from '../kpis'
import { pointsOf, spanOf } from '../steps'
import type { Behind } from './BehindDialog'
import { ChartSection } from './ChartSection'

interface CourseProps {
  insights: Insights
  onOpen: (behind: Behind) => void
}

const MOST_BARS = 31

/** How many came and how they ended, step by step. */
export function VolumeCourse({ insights, onOpen }: CourseProps) {
  const { t } = useLingui()
  const formats = useFormats()
  const series = [
    { key: 'opened', label: t`Atendimentos` },
    { key: 'resolved', label: t`Resolvidos` },
    { key: 'abandoned', label: t`Abandonados` },
  ]
  const isNothing = insights.steps.every((one) => one.opened + one.resolved + one.abandoned === 0)
  const points = pointsOf(insights, formats, ({ opened, resolved, abandoned }) =>
    isNothing ? [null, null, null] : [opened, resolved, abandoned],
  )
  const dimension = insights.step === 'hour' ? t`Hora` : t`Dia`
  const open = (point: ChartPoint, { key, label }: { key: string; label: string }) =>
    onOpen({
      key,
      title: `${label}, ${point.label}`,
      unit: unitBehind(key) ?? 'none',
      scope: spanOf(insights, point.key),
    })
  return (
    <ChartSection
      title={insights.step === 'hour' ? t`Atendimentos por hora` : t`Atendimentos por dia`}
      dimension={dimension}
      file={t`atendimentos`}
      kind={points.length > MOST_BARS ? 'line' : 'bars'}
      series={series}
      points={points}
      format={formats.number}
      onOpen={open}
    />
  )
}

/** One indicator's course against its target; which one is chosen here. */
export function KpiCourse({
  insights,
  chosen,
  onChoose,
  onOpen,
}: CourseProps & { chosen: string; onChoose: (key: string) => void }) {
  const { t } = useLingui()
  const formats = useFormats()
  const all = [...insights.kpis, insights.nps]
  const kpi = all.find(({ key }) => key === chosen) ?? all[0]
  if (!kpi) return null
  const format = (value: number) => kpiValue(kpi, value, formats)
  const unit = unitBehind(kpi.key)
  const title = kpiTitle(kpi.key)
  return (
    <ChartSection
      title={title}
      description={kpiDefinition(kpi.key)}
      dimension={insights.step === 'hour' ? t`Hora` : t`Dia`}
      file={kpi.key}
      kind="line"
      isTime={kpi.unit === 'seconds'}
      series={[{ key: kpi.key, label: title }]}
      points={pointsOf(insights, formats, (step) => [valueAt(step, kpi.key)])}
      format={format}
      formatAxis={kpi.unit === 'seconds' ? (value) => tookShortly(value, formats) : format}
      target={kpi.target === null ? undefined : { value: kpi.target, label: t`Meta ${format(kpi.target)}` }}
      onOpen={
        unit
          ? (point) =>
              onOpen({
                key: kpi.key,
                title: `${title}, ${point.label}`,
                unit,
                scope: spanOf(insights, point.key),
              })
          : undefined
      }
      choice={
        <Select
          aria-label={t`Indicador do gráfico`}
          value={kpi.key}
          className="w-auto max-w-52"
          onChange={({ target }) => onChoose(target.value)}
        >
          {all.map(({ key }) => (
            <option key={key} value={key}>
              {kpiTitle(key)}
            </option>
          ))}
        </Select>
      }
    />
  )
}
