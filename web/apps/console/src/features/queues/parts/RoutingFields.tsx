import type { Destination, Strategy } from '@attendance/api'
import { channelName, Checkbox, Field, Input, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { queuesQuery } from '../api'
import type { QueueDraft } from '../draft'
import { STRATEGY_WORDS } from '../strategies'

const MESSENGERS: readonly Destination[] = ['whatsapp', 'telegram', 'slack', 'teams', 'google_chat']

interface RoutingFieldsProps {
  draft: QueueDraft
  queueId: string | null
  onChange: (patch: Partial<QueueDraft>) => void
}

export function RoutingFields({ draft, queueId, onChange }: RoutingFieldsProps) {
  const { t, i18n } = useLingui()
  const { data: queues = [] } = useQuery(queuesQuery)
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t`Estratégia`} hint={i18n._(STRATEGY_WORDS[draft.strategy].hint)}>
        {(ids) => (
          <Select
            {...ids}
            value={draft.strategy}
            onChange={(event) => onChange({ strategy: event.target.value as Strategy })}
          >
            {Object.entries(STRATEGY_WORDS).map(([strategy, { title }]) => (
              <option key={strategy} value={strategy}>
                {i18n._(title)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t`Habilidades exigidas`} hint={t`Separadas por vírgula, como: inglês, garantia`}>
        {(ids) => (
          <Input
            {...ids}
            value={draft.requiredSkills}
            onChange={(event) => onChange({ requiredSkills: event.target.value })}
          />
        )}
      </Field>
      {draft.strategy === 'skills' && (
        <NumberField
          label={t`Prazo para as habilidades (segundos)`}
          hint={t`Depois disso, qualquer atendente da fila serve.`}
          min={0}
          value={draft.relaxAfterSeconds}
          onChange={(relaxAfterSeconds) => onChange({ relaxAfterSeconds })}
        />
      )}
      {draft.strategy === 'preferred' && (
        <NumberField
          label={t`Prazo do último atendente (segundos)`}
          hint={t`Depois disso, a conversa vai para outro.`}
          min={0}
          value={draft.preferredSeconds}
          onChange={(preferredSeconds) => onChange({ preferredSeconds })}
        />
      )}
      <NumberField
        label={t`Espera máxima (minutos)`}
        hint={t`Depois disso a conversa vai para a fila reserva.`}
        value={draft.maxWaitMinutes}
        onChange={(maxWaitMinutes) => onChange({ maxWaitMinutes })}
      />
      <Field label={t`Fila reserva`}>
        {(ids) => (
          <Select
            {...ids}
            value={draft.fallbackQueueId ?? ''}
            onChange={(event) => onChange({ fallbackQueueId: event.target.value || null })}
          >
            <option value="">{t`Nenhuma`}</option>
            {queues
              .filter((queue) => queue.id !== queueId)
              .map((queue) => (
                <option key={queue.id} value={queue.id}>
                  {queue.name}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <NumberField
        label={t`Tamanho máximo`}
        hint={t`Conversas esperando ao mesmo tempo.`}
        value={draft.maxSize}
        onChange={(maxSize) => onChange({ maxSize })}
      />
      <NumberField
        label={t`Ordem`}
        hint={t`Entre filas do mesmo canal, a menor recebe primeiro.`}
        min={0}
        value={draft.priorityOrder}
        onChange={(priorityOrder) => onChange({ priorityOrder })}
      />
      <Field
        label={t`Onde os atendentes recebem`}
        hint={t`Quem não tem conta nesse mensageiro recebe onde atende.`}
        className="sm:col-span-2"
      >
        {(ids) => (
          <Select
            {...ids}
            value={draft.destination ?? ''}
            onChange={(event) =>
              onChange({ destination: (event.target.value || null) as Destination | null })
            }
          >
            <option value="">{t`Como o bot define`}</option>
            <option value="console">{t`Neste painel`}</option>
            {MESSENGERS.map((one) => (
              <option key={one} value={one}>
                {channelName(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="sm:col-span-2">
        <Checkbox
          isChecked={draft.autoAssign}
          onChange={(autoAssign) => onChange({ autoAssign })}
          label={t`Distribuir automaticamente`}
          hint={t`Desligado, cada atendente aceita as conversas da fila.`}
        />
      </div>
    </div>
  )
}

interface NumberFieldProps {
  label: string
  hint: string
  value: number
  min?: number
  onChange: (value: number) => void
}

function NumberField({ label, hint, value, min = 1, onChange }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <Input
          {...ids}
          type="number"
          min={min}
          inputMode="numeric"
          value={value}
          onChange={(event) => onChange(Math.max(min, Math.round(event.target.valueAsNumber) || min))}
        />
      )}
    </Field>
  )
}
