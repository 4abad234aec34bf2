import type { Insights } from '@attendance/api'
import { Button, channelName, Segmented, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { api } from '@/app/client'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { useAttendants } from '@/features/attendants/api'
import { inboxesQuery } from '@/features/inboxes/api'
import { queuesQuery } from '@/features/queues/api'
import { csvOf, download } from './csv'
import { kpiTitle, type Asked } from './kpis'
import { Behind, type Figure } from './parts/Behind'
import { ByChannel } from './parts/ByChannel'
import { KpiCard } from './parts/KpiCard'
import { Totals } from './parts/Totals'
import { sinceOf, type Period } from './periods'

const UNITS: Readonly<Record<string, Figure['unit']>> = {
  avg_wait_time: 'seconds',
  first_response_time: 'seconds',
  resolution_rate: 'outcome',
  customer_satisfaction: 'score',
  transfers_rate: 'none',
}

/** How the attendance is doing, against its targets; behind each number stand its conversations. */
export function InsightsPage() {
  const { t } = useLingui()
  const [period, setPeriod] = useState<Period>('week')
  const [scope, setScope] = useState({ queue_id: '', attendant_id: '', channel: '' })
  const [behind, setBehind] = useState<Figure | null>(null)
  const now = useMinutes()
  const { timeZone } = useFormats()
  const asked: Asked = {
    since: sinceOf(period, now, timeZone),
    until: new Date(now + 60_000).toISOString(),
    ...scope,
  }
  const query = useQuery({
    queryKey: ['insights', period, scope],
    queryFn: () => api.get<Insights>('/api/attendance/insights', { query: { ...scope, since: asked.since } }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })
  return (
    <Page
      title={t`Indicadores`}
      actions={
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
          <ScopeFilters scope={scope} onChange={(part) => setScope({ ...scope, ...part })} />
          {query.data && <Export insights={query.data} />}
        </>
      }
    >
      <Loaded query={query}>
        {(insights) => (
          <>
            <Totals insights={insights} onOpen={setBehind} />
            <ul className="mb-5 grid grid-cols-[repeat(auto-fill,minmax(min(100%,260px),1fr))] gap-3">
              {insights.kpis.map((kpi) => {
                const unit = UNITS[kpi.key]
                const title = kpiTitle(kpi.key)
                return (
                  <KpiCard
                    key={kpi.key}
                    kpi={kpi}
                    onOpen={unit && (() => setBehind({ key: kpi.key, title, unit }))}
                  />
                )
              })}
            </ul>
            <ByChannel shares={insights.by_channel} />
          </>
        )}
      </Loaded>
      {behind && <Behind figure={behind} asked={asked} onClose={() => setBehind(null)} />}
    </Page>
  )
}

type Scope = Pick<Asked, 'queue_id' | 'attendant_id' | 'channel'>

function named(things: readonly { id: string; name: string }[]) {
  return things.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ))
}

function ScopeFilters({ scope, onChange }: { scope: Scope; onChange: (part: Partial<Scope>) => void }) {
  const { t } = useLingui()
  const { data: queues = [] } = useQuery(queuesQuery)
  const { data: inboxes = [] } = useQuery(inboxesQuery)
  const { attendants } = useAttendants()
  const channels = [...new Set(inboxes.map(({ channel }) => channel))].toSorted()
  const choice = (key: keyof Scope, label: string, all: string, options: ReactNode) => (
    <Select
      aria-label={label}
      value={scope[key]}
      className="w-auto max-w-52"
      onChange={(event) => onChange({ [key]: event.target.value })}
    >
      <option value="">{all}</option>
      {options}
    </Select>
  )
  return (
    <>
      {choice('queue_id', t`Fila`, t`Todas as filas`, named(queues))}
      {choice(
        'attendant_id',
        t`Atendente`,
        t`Todos os atendentes`,
        named(attendants.map(({ user_id: id, name }) => ({ id, name }))),
      )}
      {choice(
        'channel',
        t`Canal`,
        t`Todos os canais`,
        named(channels.map((id) => ({ id, name: channelName(id) }))),
      )}
    </>
  )
}

/** Every figure of the page with its target and the period before, for a spreadsheet. */
function Export({ insights }: { insights: Insights }) {
  const { t } = useLingui()
  const rows = () => [
    [t`Indicador`, t`Valor`, t`Antes`, t`Meta`, t`Unidade`],
    ...insights.kpis.map((kpi) => [kpiTitle(kpi.key), kpi.value, kpi.previous, kpi.target, kpi.unit]),
  ]
  return (
    <Button icon={<Download size={14} />} onClick={() => download('indicadores.csv', csvOf(rows()))}>
      CSV
    </Button>
  )
}
