import type { Deal, Pipeline, PipelineColumn } from '@attendance/api'
import { Button, Empty, Failed, Input, Select, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { HandCoins, Plus, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { may } from '@/app/permissions'
import { problemText } from '@/app/problems'
import { useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { useAttendants } from '@/features/attendants/api'
import { FEW, fetchMore, MANY, pipelineQuery, useLiveDeals } from './api'
import { extended } from './board'
import { Board } from './parts/Board'
import { DealPanel } from './parts/DealPanel'
import { NewDealDialog } from './parts/NewDealDialog'
import { ReasonDialog } from './parts/ReasonDialog'
import type { DealSearch } from './search'
import { useMoney } from './useMoney'
import { useMoves } from './useMoves'

const route = getRouteApi('/shell/negocios')

/** The pipeline: deals as cards in their stages, dragged from one to the next. */
export function DealsPage() {
  const { t } = useLingui()
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [limit, setLimit] = useState(FEW)
  const [isMaking, setIsMaking] = useState(false)
  const { attendants: people } = useAttendants()
  const query = useQuery(pipelineQuery(search, limit))
  const { move, asked, answer } = useMoves(pipelineQuery(search, limit).queryKey)
  useLiveDeals()
  const change = (part: { [name in keyof DealSearch]?: DealSearch[name] | undefined }) => {
    const kept = Object.entries({ ...search, ...part }).filter(([, value]) => value)
    void navigate({ to: '/negocios', search: Object.fromEntries(kept), replace: !part.deal })
  }
  const mayWrite = may(me, 'deals.write')
  async function more(column: PipelineColumn) {
    if (limit < MANY) return setLimit(MANY)
    try {
      const { items, next_cursor } = await fetchMore(column, search)
      client.setQueryData(pipelineQuery(search, limit).queryKey, (board) =>
        board ? extended(board, column.stage.key, items, next_cursor) : board,
      )
    } catch (problem) {
      showProblem(problem)
    }
  }
  const make = mayWrite && (
    <Button
      look="primary"
      icon={<Plus size={15} />}
      onClick={() => setIsMaking(true)}
    >{t`Novo negócio`}</Button>
  )
  return (
    <div className="flex h-full flex-col bg-canvas">
      <header className="flex flex-wrap items-center gap-2 px-4 pt-4 pb-3">
        <h1 className="min-w-32 text-lg font-semibold">{t`Negócios`}</h1>
        {query.data && <Sums board={query.data} />}
        <div className="ml-auto flex flex-wrap items-center gap-2">
          <Input
            type="search"
            aria-label={t`Procurar negócios`}
            placeholder={t`Negócio, cliente ou empresa`}
            className="w-56"
            defaultValue={search.q ?? ''}
            onChange={(event) => change({ q: event.target.value.trim() || undefined })}
          />
          <Select
            aria-label={t`De quem`}
            className="w-40"
            value={search.owner ?? ''}
            onChange={({ target: { value } }) => change({ owner: value || undefined })}
          >
            <option value="">{t`De todos`}</option>
            <option value="me">{t`Meus`}</option>
            <option value="none">{t`Sem responsável`}</option>
            {people
              .filter(({ user_id: id }) => id !== me.id)
              .map(({ user_id: id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </Select>
          {may(me, 'deals.manage') && (
            <Button asChild icon={<Settings2 size={15} />}>
              <Link to="/configuracoes/etapas">{t`Etapas`}</Link>
            </Button>
          )}
          {make}
        </div>
      </header>
      <div className="min-h-0 flex-1">
        {query.isError && !query.data && (
          <Failed
            title={t`Não carregou`}
            detail={problemText(query.error)}
            retryLabel={t`Tentar de novo`}
            onRetry={() => void query.refetch()}
          />
        )}
        {query.isPending && <SkeletonRows count={5} label={t`Carregando`} />}
        {query.data && isEmpty(query.data) && (
          <Empty icon={<HandCoins size={18} />} title={t`Nenhum negócio aqui`} action={make || undefined}>
            {t`Crie um negócio, ou abra uma conversa e crie o negócio com o cliente dela.`}
          </Empty>
        )}
        {query.data && !isEmpty(query.data) && (
          <Board
            board={query.data}
            mayMove={mayWrite}
            onOpen={(deal: Deal) => change({ deal: deal.id })}
            onMove={move}
            onMore={(column) => void more(column)}
          />
        )}
      </div>
      {search.deal && (
        <DealPanel
          id={search.deal}
          board={query.data}
          onMove={move}
          onClose={() => change({ deal: undefined })}
        />
      )}
      {isMaking && <NewDealDialog onClose={() => setIsMaking(false)} />}
      {asked && <ReasonDialog deal={asked.deal} kind={asked.kind} onAnswer={answer} />}
    </div>
  )
}

const isEmpty = (board: Pipeline) => board.columns.every(({ deals }) => deals === 0)

function Sums({ board }: { board: Pipeline }) {
  const { t } = useLingui()
  const money = useMoney()
  const [value, forecast] = [money(board.value), money(board.forecast)]
  return (
    <p className="flex flex-wrap gap-x-3 text-mute">
      <span>{t`${value} em aberto`}</span>
      <span title={t`Cada valor vezes a chance da sua etapa`}>{t`${forecast} previstos`}</span>
    </p>
  )
}
