import type { Ticket } from '@attendance/api'
import { Button, Dialog, Empty, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { queryClient } from '@/app/queries'
import { useDebounced } from '@/app/useDebounced'
import { attempt, mergeableQuery, mergeTicket, refreshTickets, unmergeTicket } from '../api'
import { StatusMark } from './Marks'

/** Choose the ticket in which this one goes on. Nothing is lost: it can be taken apart again. */
export function MergeDialog({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [words, setWords] = useState('')
  const { data } = useQuery(mergeableQuery(ticket.customer_id, useDebounced(words.trim(), 200)))
  const others = (data?.items ?? []).filter((one) => one.id !== ticket.id)

  async function merge(into: Ticket) {
    const isDone = await attempt(() => mergeTicket(ticket.id, into.id))
    if (!isDone) return
    refreshTickets(queryClient)
    const [one, other] = [ticket.number, into.number]
    toast.success(t`${one} agora faz parte de ${other}`, {
      action: { label: t`Desfazer`, onClick: () => void back() },
    })
    onClose()
    await navigate({ to: '/tickets/$id', params: { id: into.id }, search: {} })
  }

  async function back() {
    await attempt(() => unmergeTicket(ticket.id))
    refreshTickets(queryClient)
  }

  return (
    <Dialog
      title={t`Juntar ${ticket.number} a outro ticket`}
      description={t`Os comentários dos dois ficam num só lugar. Dá para desfazer.`}
      closeLabel={t`Fechar`}
      onClose={onClose}
    >
      <Field label={t`Procurar`} hint={t`Sem procurar: os outros tickets deste cliente.`}>
        {(ids) => (
          <Input
            {...ids}
            autoFocus
            type="search"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <ul className="mt-2 divide-y divide-line">
        {others.map((one) => (
          <li key={one.id} className="flex items-center gap-2 py-2">
            <span className="shrink-0 text-xs text-mute tabular-nums">{one.number}</span>
            <span className="min-w-0 flex-1 truncate">{one.subject}</span>
            <StatusMark status={one.status} />
            <Button
              size="sm"
              aria-label={t`Juntar a ${one.number}`}
              onClick={() => void merge(one)}
            >{t`Juntar`}</Button>
          </li>
        ))}
      </ul>
      {data && others.length === 0 && (
        <Empty title={t`Nenhum outro ticket`}>{t`Procure pelo número ou assunto.`}</Empty>
      )}
    </Dialog>
  )
}
