import { Button, Checkbox, Field, Input, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState, type FormEvent, type ReactNode } from 'react'
import { Section } from '@/app/shell/Page'
import { problemsOf, type QueueDraft } from '../draft'
import { ChannelBoxes } from './ChannelBoxes'
import { HoursEditor } from './HoursEditor'
import { RoutingFields } from './RoutingFields'

interface QueueFormProps {
  start: QueueDraft
  queueId: string | null
  submitLabel: string
  isBusy: boolean
  onSubmit: (draft: QueueDraft) => void
  /** The people of a new queue, between the basics and the rules. */
  people?: (draft: QueueDraft, change: (patch: Partial<QueueDraft>) => void) => ReactNode
}

/** Everything that a queue is, for creating and for changing. */
export function QueueForm({ start, queueId, submitLabel, isBusy, onSubmit, people }: QueueFormProps) {
  const { t } = useLingui()
  const [draft, setDraft] = useState(start)
  const [isChecked, setIsChecked] = useState(false)
  const change = (patch: Partial<QueueDraft>) => setDraft((before) => ({ ...before, ...patch }))
  const problems = isChecked ? problemsOf(draft) : []

  function submit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    if (problemsOf(draft).length === 0) onSubmit(draft)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Section title={t`Fila`}>
        <div className="space-y-4">
          <Field label={t`Nome da Fila`} error={problems.includes('name') && t`Dê um nome à fila.`}>
            {(ids) => (
              <Input
                {...ids}
                value={draft.name}
                maxLength={100}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
          <Field label={t`Descrição`}>
            {(ids) => (
              <Textarea
                {...ids}
                value={draft.description}
                onChange={(event) => change({ description: event.target.value })}
              />
            )}
          </Field>
          <ChannelBoxes
            chosen={draft.channels}
            onChange={(channels) => change({ channels })}
            error={problems.includes('channels') ? t`Escolha ao menos um canal.` : null}
          />
          <Checkbox
            isChecked={draft.isActive}
            onChange={(isActive) => change({ isActive })}
            label={t`Fila ativa`}
            hint={t`Uma fila pausada não recebe conversas novas.`}
          />
        </div>
      </Section>
      {people?.(draft, change)}
      <Section
        title={t`Distribuição`}
        description={t`Quem recebe a próxima conversa, e o que acontece quando ninguém pode.`}
      >
        <RoutingFields draft={draft} queueId={queueId} onChange={change} />
      </Section>
      <Section title={t`Horário`} description={t`Sem nenhum horário, a fila está sempre aberta.`}>
        <HoursEditor
          hours={draft.hours}
          onChange={(hours) => change({ hours })}
          hasProblem={problems.includes('hours')}
        />
        <Field
          label={t`Mensagem fora do horário`}
          hint={t`Vazia: a mensagem padrão é enviada.`}
          className="mt-4"
        >
          {(ids) => (
            <Textarea
              {...ids}
              value={draft.closedMessage}
              onChange={(event) => change({ closedMessage: event.target.value })}
            />
          )}
        </Field>
      </Section>
      <div className="flex items-center justify-end gap-3">
        {problems.length > 0 && <p role="alert" className="text-danger">{t`Confira os campos marcados.`}</p>}
        <Button type="submit" look="primary" disabled={isBusy}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}
