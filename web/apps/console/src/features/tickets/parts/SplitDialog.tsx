import type { TicketDetail } from '@attendance/api'
import { Button, Checkbox, Dialog, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { queryClient } from '@/app/queries'
import { attempt, refreshTickets, splitTicket } from '../api'

/** Two matters in one ticket: some comments go on in a new one. */
export function SplitDialog({ detail, onClose }: { detail: TicketDetail; onClose: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [subject, setSubject] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const own = detail.comments.filter((one) => one.ticket_id === detail.ticket.id)

  async function split() {
    let made = ''
    const isDone = await attempt(async () => {
      made = (await splitTicket(detail.ticket.id, subject, [...chosen])).ticket.id
    })
    if (!isDone) return
    refreshTickets(queryClient)
    onClose()
    await navigate({ to: '/tickets/$id', params: { id: made }, search: {} })
  }

  return (
    <Dialog
      title={t`Dividir ${detail.ticket.number}`}
      description={t`O novo ticket fica com o mesmo cliente e a mesma conversa.`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button look="primary" disabled={!subject.trim()} onClick={() => void split()}>{t`Dividir`}</Button>
        </>
      }
    >
      <Field label={t`Assunto do novo ticket`}>
        {(ids) => (
          <Input
            {...ids}
            autoFocus
            maxLength={300}
            value={subject}
            onChange={(event) => setSubject(event.target.value)}
          />
        )}
      </Field>
      {own.length > 0 && <p className="mt-3 mb-1 text-xs font-medium">{t`Comentários que vão junto`}</p>}
      <div className="space-y-1.5">
        {own.map((one) => (
          <Checkbox
            key={one.id}
            isChecked={chosen.includes(one.id)}
            label={one.text}
            hint={one.author.name}
            onChange={(isChecked) =>
              setChosen(isChecked ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))
            }
          />
        ))}
      </div>
    </Dialog>
  )
}
