import type { Activity } from '@attendance/api'
import { Button, Dialog, Field, Input, Select, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { useAttendants } from '@/features/attendants/api'
import { changeActivity, makeActivity, refreshActivities, type About } from '../api'
import { KINDS, MADE, type MadeKind } from '../kinds'
import { fieldOf, instantOf } from '../when'

interface ActivityDialogProps {
  /** The one to change; without it a new one. */
  activity?: Activity
  about?: About
  kind?: MadeKind
  onClose: () => void
}

/** What is to be done, by whom, until when, and whether they want to be told. */
export function ActivityDialog({ activity, about, kind = 'task', onClose }: ActivityDialogProps) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const { attendants } = useAttendants()
  const [draft, setDraft] = useState({
    kind: (activity?.kind ?? kind) as MadeKind,
    title: activity?.title ?? '',
    notes: activity?.notes ?? '',
    due: fieldOf(activity?.due_at ?? null),
    reminder: fieldOf(activity?.reminder_at ?? null),
    owner: activity ? (activity.owner_id ?? '') : me.id,
  })
  const [isSending, setIsSending] = useState(false)
  const isNote = draft.kind === 'note'
  const set = (name: keyof typeof draft) => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [name]: event.target.value })
  const people = [
    { id: me.id, name: me.name },
    ...attendants.map((one) => ({ id: one.user_id, name: one.name })).filter(({ id }) => id !== me.id),
  ]

  async function send() {
    if (!draft.title.trim() || isSending) return
    setIsSending(true)
    const values = {
      kind: draft.kind,
      title: draft.title,
      notes: draft.notes || null,
      due_at: isNote ? null : instantOf(draft.due),
      reminder_at: isNote ? null : instantOf(draft.reminder),
      owner_id: draft.owner || null,
    }
    try {
      await (activity ? changeActivity(activity.id, values) : makeActivity({ ...values, ...about }))
      void refreshActivities(client)
      if (!activity) toast.success(isNote ? t`Anotado` : t`Atividade criada`)
      onClose()
    } catch (problem) {
      showProblem(problem)
      setIsSending(false)
    }
  }

  const save = activity ? t`Salvar` : t`Criar`
  return (
    <Dialog
      title={activity ? t`Editar atividade` : isNote ? t`Nova anotação` : t`Nova atividade`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button look="primary" disabled={!draft.title.trim() || isSending} onClick={() => void send()}>
            {save}
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
        <Field label={t`O que é`}>
          {(ids) => <Input {...ids} autoFocus maxLength={200} value={draft.title} onChange={set('title')} />}
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t`Tipo`}>
            {(ids) => (
              <Select {...ids} value={draft.kind} onChange={set('kind')}>
                {MADE.map((one) => (
                  <option key={one} value={one}>
                    {i18n._(KINDS[one].title)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t`De quem`}>
            {(ids) => (
              <Select {...ids} value={draft.owner} onChange={set('owner')}>
                <option value="">{t`Ninguém`}</option>
                {people.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {!isNote && (
            <>
              <Field label={t`Até quando`}>
                {(ids) => <Input {...ids} type="datetime-local" value={draft.due} onChange={set('due')} />}
              </Field>
              <Field label={t`Lembrar em`}>
                {(ids) => (
                  <Input {...ids} type="datetime-local" value={draft.reminder} onChange={set('reminder')} />
                )}
              </Field>
            </>
          )}
        </div>
        <Field label={t`Detalhes`}>
          {(ids) => <Textarea {...ids} rows={3} value={draft.notes} onChange={set('notes')} />}
        </Field>
        <button type="submit" hidden aria-label={save} />
      </form>
    </Dialog>
  )
}
