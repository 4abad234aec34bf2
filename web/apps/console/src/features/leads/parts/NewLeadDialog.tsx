import { Button, Dialog, Field, Input, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { showProblem } from '@/app/showProblem'
import { makeLead, refreshLeads } from '../api'

/** Somebody who may become a customer. */
export function NewLeadDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [draft, setDraft] = useState({ name: '', phone: '', email: '', source: '', notes: '' })
  const [isSending, setIsSending] = useState(false)
  const set = (name: keyof typeof draft) => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [name]: event.target.value })

  async function send() {
    if (!draft.name.trim() || isSending) return
    setIsSending(true)
    try {
      await makeLead({
        name: draft.name,
        phone: draft.phone || null,
        email: draft.email || null,
        source: draft.source || null,
        notes: draft.notes || null,
      })
      void refreshLeads(client)
      toast.success(t`Lead criado`)
      onClose()
    } catch (problem) {
      showProblem(problem)
      setIsSending(false)
    }
  }

  return (
    <Dialog
      title={t`Novo lead`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button look="primary" disabled={!draft.name.trim() || isSending} onClick={() => void send()}>
            {t`Criar lead`}
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
        <Field label={t`Nome`}>
          {(ids) => <Input {...ids} autoFocus maxLength={200} value={draft.name} onChange={set('name')} />}
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t`Telefone`}>
            {(ids) => <Input {...ids} type="tel" value={draft.phone} onChange={set('phone')} />}
          </Field>
          <Field label={t`E-mail`}>
            {(ids) => <Input {...ids} type="email" value={draft.email} onChange={set('email')} />}
          </Field>
        </div>
        <Field label={t`Origem`}>
          {(ids) => <Input {...ids} maxLength={200} value={draft.source} onChange={set('source')} />}
        </Field>
        <Field label={t`Detalhes`}>
          {(ids) => <Textarea {...ids} rows={3} value={draft.notes} onChange={set('notes')} />}
        </Field>
        <button type="submit" hidden aria-label={t`Criar lead`} />
      </form>
    </Dialog>
  )
}
