import type { Conversation, Ticket } from '@attendance/api'
import { Button, Dialog, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { showProblem } from '@/app/showProblem'
import { makeDeal, refreshDeals } from '../api'
import { amountOf } from '../amounts'

interface NewDealDialogProps {
  /** Whose customer the deal is with. */
  conversation?: Conversation
  /** Which ticket it is made out of. */
  ticket?: Ticket
  onClose: () => void
}

/** What the customer may buy, for how much, and until when. */
export function NewDealDialog({ conversation, ticket, onClose }: NewDealDialogProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [draft, setDraft] = useState({ name: ticket?.subject ?? '', value: '', company: '', close: '' })
  const [isSending, setIsSending] = useState(false)
  const value = amountOf(draft.value)
  const set = (name: keyof typeof draft) => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [name]: event.target.value })

  async function send() {
    if (!draft.name.trim() || value === null || isSending) return
    setIsSending(true)
    try {
      const { id, name } = await makeDeal({
        name: draft.name,
        value,
        company: draft.company || null,
        expected_close: draft.close || null,
        session_id: conversation?.id ?? null,
        ticket_id: ticket?.id ?? null,
      })
      void refreshDeals(client)
      toast.success(t`Negócio ${name} criado`, {
        action: {
          label: t`Ver`,
          onClick: () => void navigate({ to: '/negocios', search: { deal: id } }),
        },
      })
      onClose()
    } catch (problem) {
      showProblem(problem)
      setIsSending(false)
    }
  }

  const customer = conversation?.contact.name ?? ticket?.customer_name
  return (
    <Dialog
      title={t`Novo negócio`}
      description={customer ? t`Com ${customer}` : undefined}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button
            look="primary"
            disabled={!draft.name.trim() || value === null || isSending}
            onClick={() => void send()}
          >
            {t`Criar negócio`}
          </Button>
        </>
      }
    >
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Field label={t`Nome do negócio`}>
          {(ids) => <Input {...ids} autoFocus maxLength={200} value={draft.name} onChange={set('name')} />}
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t`Valor (R$)`} error={value === null && t`Escreva um valor, como 1500,50.`}>
            {(ids) => <Input {...ids} inputMode="decimal" value={draft.value} onChange={set('value')} />}
          </Field>
          <Field label={t`Fechamento previsto`}>
            {(ids) => <Input {...ids} type="date" value={draft.close} onChange={set('close')} />}
          </Field>
        </div>
        <Field label={t`Empresa`}>
          {(ids) => <Input {...ids} maxLength={200} value={draft.company} onChange={set('company')} />}
        </Field>
        <button type="submit" hidden aria-label={t`Criar negócio`} />
      </form>
    </Dialog>
  )
}
