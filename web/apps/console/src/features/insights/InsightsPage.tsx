import type { Insights, Me } from '@attendance/api'
import { Button, Empty } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ChartNoAxesColumn, Download, Tv } from 'lucide-react'
import { useState } from 'react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { insightsQuery, useLiveInsights } from './api'
import { csvOf, download } from './csv'
import { kpiTitle } from './kpis'
import { BehindDialog, type Behind } from './parts/BehindDialog'
import { ByChannel } from './parts/ByChannel'
import { KpiCourse, VolumeCourse } from './parts/Courses'
import { Figures } from './parts/Figures'
import { Filters } from './parts/Filters'
import { Groups } from './parts/Groups'
import { PipelinePanel } from './parts/PipelinePanel'
import { RecentTickets } from './parts/RecentTickets'
import { TodayPanel } from './parts/TodayPanel'
import { Totals } from './parts/Totals'
import { WallBoard } from './parts/WallBoard'
import { askedOf, type InsightsSearch } from './search'

const route = getRouteApi('/shell/indicadores')

/** How the attendance is doing, against its targets; behind each number stand its conversations. */
export function InsightsPage() {
  const { t } = useLingui()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const change = (next: InsightsSearch) => void navigate({ search: next, replace: true })
  const { timeZone } = useFormats()
  const asked = askedOf(search, useMinutes(), timeZone)
  const [behind, setBehind] = useState<Behind | null>(null)
  const query = useQuery(insightsQuery(asked))
  useLiveInsights()
  if (search.board && query.data)
    return <WallBoard insights={query.data} onClose={() => change({ ...search, board: undefined })} />
  return (
    <Page
      title={t`Indicadores`}
      actions={
        <>
          <Button icon={<Tv size={14} />} onClick={() => change({ ...search, board: true })}>
            {t`Modo TV`}
          </Button>
          {query.data && <Export insights={query.data} />}
        </>
      }
    >
      <Filters search={search} onChange={change} />
      <Loaded query={query}>
        {(insights) => (
          <>
            <Totals insights={insights} onOpen={setBehind} />
            <Figures insights={insights} onOpen={setBehind} />
            {isNothing(insights) ? (
              <NothingYet search={search} onChange={change} />
            ) : (
              <Courses insights={insights} search={search} onChange={change} onOpen={setBehind} />
            )}
            <Panels since={asked.since} />
          </>
        )}
      </Loaded>
      {behind && <BehindDialog figure={behind} asked={asked} onClose={() => setBehind(null)} />}
    </Page>
  )
}

interface PartProps {
  insights: Insights
  search: InsightsSearch
  onChange: (search: InsightsSearch) => void
  onOpen: (behind: Behind) => void
}

function Courses({ insights, search, onChange, onOpen }: PartProps) {
  const { t } = useLingui()
  return (
    <>
      <div className="grid grid-cols-1 gap-x-4 lg:grid-cols-2">
        <VolumeCourse insights={insights} onOpen={onOpen} />
        <KpiCourse
          insights={insights}
          chosen={search.chart ?? 'avg_wait_time'}
          onChoose={(chart) => onChange({ ...search, chart })}
          onOpen={onOpen}
        />
      </div>
      <div className="grid grid-cols-1 gap-x-4 lg:grid-cols-[minmax(0,2fr)_minmax(220px,1fr)]">
        <ByChannel shares={insights.by_channel} onOpen={onOpen} />
        <TodayPanel insights={insights} onOpen={onOpen} />
      </div>
      <Groups
        title={t`Por fila`}
        dimension={t`Fila`}
        file={t`filas`}
        groups={insights.by_queue}
        scopeOf={(id) => ({ queue_id: id })}
        onChoose={(queue) => onChange({ ...search, queue })}
        onOpen={onOpen}
      />
      <Groups
        title={t`Por atendente`}
        dimension={t`Atendente`}
        file={t`atendentes`}
        groups={insights.by_attendant}
        scopeOf={(id) => ({ attendant_id: id })}
        onChoose={(who) => onChange({ ...search, who })}
        onOpen={onOpen}
      />
    </>
  )
}

/** What may be bought and what has to be done: nothing of it follows the filters of queue and channel. */
function Panels({ since }: { since: string }) {
  const me = useQueryClient().getQueryData<Me>(['me'])
  return (
    <>
      {me && may(me, 'deals.read') && <PipelinePanel since={since} />}
      <RecentTickets />
    </>
  )
}

function isNothing({ opened, resolved, steps, kpis }: Insights): boolean {
  const isMeasured = kpis.some(({ value }) => value !== null)
  return opened + resolved === 0 && !isMeasured && steps.every(({ abandoned }) => abandoned === 0)
}

function NothingYet({ search, onChange }: Pick<PartProps, 'search' | 'onChange'>) {
  const { t } = useLingui()
  const isFiltered = Boolean(search.queue || search.who || search.channel)
  return (
    <div className="mb-5 rounded-xl border border-line bg-panel">
      <Empty
        icon={<ChartNoAxesColumn size={18} />}
        title={t`Nenhum atendimento neste período.`}
        action={
          isFiltered ? (
            <Button
              onClick={() => onChange({ ...search, queue: undefined, who: undefined, channel: undefined })}
            >
              {t`Tirar os filtros`}
            </Button>
          ) : (
            <Button onClick={() => onChange({ period: 'quarter' })}>{t`Ver 90 dias`}</Button>
          )
        }
      >
        {t`Os gráficos aparecem assim que um cliente escrever. Um período maior mostra o que já passou.`}
      </Empty>
    </div>
  )
}

/** Every figure of the page with its target and the period before, for a spreadsheet. */
function Export({ insights }: { insights: Insights }) {
  const { t } = useLingui()
  const { previous } = insights
  const rows = () => [
    [t`Indicador`, t`Valor`, t`Antes`, t`Meta`, t`Unidade`],
    ...[...insights.kpis, insights.nps].map((kpi) => [
      kpiTitle(kpi.key),
      kpi.value,
      kpi.previous,
      kpi.target,
      kpi.unit,
    ]),
    [t`Atendimentos`, insights.opened, previous.opened, null, 'count'],
    [t`Resolvidos`, insights.resolved, previous.resolved, null, 'count'],
    [t`Tempo médio até resolver`, insights.resolution_seconds, previous.resolution_seconds, null, 'seconds'],
  ]
  return (
    <Button icon={<Download size={14} />} onClick={() => download(`${t`indicadores`}.csv`, csvOf(rows()))}>
      CSV
    </Button>
  )
}
