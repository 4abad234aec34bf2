import type { Deal, DealPatch, Pipeline } from '@attendance/api'
import { Button, Failed, Field, Input, Select, Sheet, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ClipboardList, MessageSquare, Trash2 } from 'lucide-react'
import { toast } from 'sonner'
import { may } from '@/app/permissions'
import { problemText } from '@/app/problems'
import { useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { Activities } from '@/features/activities/parts/Activities'
import { useAttendants } from '@/features/attendants/api'
import { amountOf } from '../amounts'
import { changeDeal, dealQuery, deleteDeal, refreshDeals, restoreDeal } from '../api'
import type { Landing } from '../board'
import { DealHistory } from './DealHistory'

interface DealPanelProps {
  id: string
  board: Pipeline | undefined
  onMove: (deal: Deal, to: Landing) => void
  onClose: () => void
}

/** One deal beside the board: every field is saved as it is left. */
export function DealPanel({ id, board, onMove, onClose }: DealPanelProps) {
  const { t } = useLingui()
  const query = useQuery(dealQuery(id))
  const found = query.data
  return (
    <Sheet title={found?.deal.name ?? t`Negócio`} closeLabel={t`Fechar`} onClose={onClose}>
      {query.isError && (
        <Failed
          title={t`O negócio não carregou`}
          detail={problemText(query.error)}
          retryLabel={t`Tentar de novo`}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.isPending && <SkeletonRows count={4} label={t`Carregando`} />}
      {found && (
        <div className="space-y-4 p-4">
          <Fields key={found.deal.updated_at} deal={found.deal} board={board} onMove={onMove} />
          <Ends deal={found.deal} onClose={onClose} />
          <Activities
            about={{ deal_id: id }}
            newAbout={{
              deal_id: id,
              ...(found.deal.contact_id ? { contact_id: found.deal.contact_id } : {}),
            }}
          />
          <DealHistory entries={found.history} board={board} />
        </div>
      )}
    </Sheet>
  )
}

function Fields({ deal, board, onMove }: { deal: Deal } & Pick<DealPanelProps, 'board' | 'onMove'>) {
  const { t } = useLingui()
  const isDisabled = !may(useMe(), 'deals.write')
  const client = useQueryClient()
  const { attendants: people } = useAttendants()
  async function save(patch: DealPatch) {
    try {
      await changeDeal(deal.id, patch)
    } catch (problem) {
      showProblem(problem)
    }
    void refreshDeals(client)
  }
  const left = (name: 'name' | 'company' | 'reason') => (event: { target: { value: string } }) => {
    const value = event.target.value.trim()
    if (value !== (deal[name] ?? '') && (value || name !== 'name')) void save({ [name]: value || null })
  }
  function leftValue(event: { target: { value: string } }) {
    const value = amountOf(event.target.value)
    if (value === null) toast.error(t`Escreva um valor, como 1500,50.`)
    else if (Number(value) !== Number(deal.value)) void save({ value })
  }
  return (
    <div className="space-y-3">
      <Field label={t`Nome do negócio`}>
        {(ids) => <Input {...ids} disabled={isDisabled} defaultValue={deal.name} onBlur={left('name')} />}
      </Field>
      <Field label={t`Etapa`}>
        {(ids) => (
          <Select
            {...ids}
            disabled={isDisabled}
            value={deal.stage}
            onChange={({ target: { value } }) => onMove(deal, { stage: value, after: null })}
          >
            {(board?.columns ?? []).map(({ stage }) => (
              <option key={stage.key} value={stage.key}>
                {stage.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {deal.status !== 'open' && (
        <Field label={t`Motivo`}>
          {(ids) => (
            <Input {...ids} disabled={isDisabled} defaultValue={deal.reason ?? ''} onBlur={left('reason')} />
          )}
        </Field>
      )}
      <div className="grid grid-cols-2 gap-3">
        <Field label={t`Valor (R$)`}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="decimal"
              disabled={isDisabled}
              defaultValue={deal.value.replace('.', ',')}
              onBlur={leftValue}
            />
          )}
        </Field>
        <Field label={t`Fechamento previsto`}>
          {(ids) => (
            <Input
              {...ids}
              type="date"
              disabled={isDisabled}
              defaultValue={deal.expected_close ?? ''}
              onBlur={({ target: { value } }) =>
                value !== (deal.expected_close ?? '') && void save({ expected_close: value || null })
              }
            />
          )}
        </Field>
      </div>
      <Field label={t`Empresa`}>
        {(ids) => (
          <Input {...ids} disabled={isDisabled} defaultValue={deal.company ?? ''} onBlur={left('company')} />
        )}
      </Field>
      <Field label={t`Responsável`}>
        {(ids) => (
          <Select
            {...ids}
            disabled={isDisabled}
            value={deal.owner_id ?? ''}
            onChange={({ target: { value } }) => void save({ owner_id: value || null })}
          >
            <option value="">{t`Sem responsável`}</option>
            {deal.owner_id && !people.some(({ user_id }) => user_id === deal.owner_id) && (
              <option value={deal.owner_id}>{deal.owner_name}</option>
            )}
            {people.map(({ user_id, name }) => (
              <option key={user_id} value={user_id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  )
}

/** Where it came from, and taking it off the board. */
function Ends({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const { id, name, contact_name: customer } = deal
  async function remove() {
    try {
      await deleteDeal(id)
      onClose()
      toast(t`Negócio ${name} excluído`, {
        action: {
          label: t`Desfazer`,
          onClick: () =>
            void restoreDeal(id)
              .then(() => refreshDeals(client))
              .catch(showProblem),
        },
      })
      void refreshDeals(client)
    } catch (problem) {
      showProblem(problem)
    }
  }
  return (
    <div className="flex flex-wrap gap-2">
      {deal.session_id && (
        <Button asChild size="sm" icon={<MessageSquare size={14} />}>
          <Link to="/conversas/$id" params={{ id: deal.session_id }} search={{}}>
            {customer ? t`Conversa com ${customer}` : t`Abrir a conversa`}
          </Link>
        </Button>
      )}
      {deal.ticket_id && (
        <Button asChild size="sm" icon={<ClipboardList size={14} />}>
          <Link to="/tickets/$id" params={{ id: deal.ticket_id }} search={{}}>{t`Abrir o ticket`}</Link>
        </Button>
      )}
      {may(me, 'deals.delete') && (
        <Button size="sm" icon={<Trash2 size={14} />} onClick={() => void remove()}>{t`Excluir`}</Button>
      )}
    </div>
  )
}
