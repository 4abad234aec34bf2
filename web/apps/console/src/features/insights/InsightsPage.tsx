import type { Insights } from '@attendance/api'
import { Segmented, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/app/client'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { queuesQuery } from '@/features/queues/api'
import { ByChannel } from './parts/ByChannel'
import { KpiCard } from './parts/KpiCard'
import { sinceOf, type Period } from './periods'

/** How the attendance is doing, against its targets. */
export function InsightsPage() {
  const { t } = useLingui()
  const [period, setPeriod] = useState<Period>('week')
  const [queue, setQueue] = useState('')
  const now = useMinutes()
  const { timeZone } = useFormats()
  const query = useQuery({
    queryKey: ['insights', period, queue],
    queryFn: () =>
      api.get<Insights>('/api/attendance/insights', {
        query: { since: sinceOf(period, now, timeZone), queue_id: queue },
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
  const { data: queues = [] } = useQuery(queuesQuery)
  const filters = (
    <>
      <Segmented
        label={t`Período`}
        value={period}
        onChange={setPeriod}
        options={[
          { value: 'day', label: t`Hoje` },
          { value: 'week', label: t`7 dias` },
          { value: 'month', label: t`30 dias` },
        ]}
      />
      <Select
        aria-label={t`Fila`}
        value={queue}
        className="w-auto max-w-48"
        onChange={(event) => setQueue(event.target.value)}
      >
        <option value="">{t`Todas as filas`}</option>
        {queues.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </Select>
    </>
  )
  return (
    <Page title={t`Indicadores`} actions={filters}>
      <Loaded query={query}>
        {(insights) => (
          <>
            <Now insights={insights} />
            <ul className="mb-5 grid grid-cols-[repeat(auto-fill,minmax(min(100%,260px),1fr))] gap-3">
              {insights.kpis.map((kpi) => (
                <KpiCard key={kpi.key} kpi={kpi} />
              ))}
            </ul>
            <ByChannel shares={insights.by_channel} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** The present moment, whatever the period. */
function Now({ insights }: { insights: Insights }) {
  const { t } = useLingui()
  const { number } = useFormats()
  const figures: [string, string][] = [
    [t`Esperando agora`, number(insights.waiting)],
    [t`Atendentes online`, `${number(insights.online)}/${number(insights.attendants)}`],
  ]
  return (
    <dl className="mb-5 flex flex-wrap gap-x-8 gap-y-2">
      {figures.map(([label, value]) => (
        <div key={label} className="flex items-baseline gap-2">
          <dt className="text-mute">{label}</dt>
          <dd className="text-lg font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
