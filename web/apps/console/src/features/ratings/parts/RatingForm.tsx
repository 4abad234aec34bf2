import type { RatingSettings } from '@attendance/api'
import { Checkbox, Field, Input, Switch, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { TimeChoice } from './TimeChoice'

interface RatingFormProps {
  value: RatingSettings
  onChange: (value: RatingSettings) => void
}

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

/** When and how customers are asked: of one queue, or of the company. */
export function RatingForm({ value, onChange }: RatingFormProps) {
  const { t } = useLingui()
  const change = (part: Partial<RatingSettings>) => onChange({ ...value, ...part })
  return (
    <>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="font-medium">{t`Pedir uma nota ao cliente`}</p>
          <p className="text-xs text-pretty text-mute">
            {t`Quando a conversa é resolvida. Quem está bloqueado ou pediu para não receber mensagens nunca é perguntado.`}
          </p>
        </div>
        <Switch
          isOn={value.is_on}
          label={t`Pedir uma nota ao cliente`}
          onChange={(is_on) => change({ is_on })}
        />
      </div>
      {value.is_on && <Details value={value} change={change} />}
    </>
  )
}

interface PartProps {
  value: RatingSettings
  change: (part: Partial<RatingSettings>) => void
}

function Details({ value, change }: PartProps) {
  const { t } = useLingui()
  return (
    <div className="mt-4 grid gap-4 sm:grid-cols-2">
      <TimeChoice
        label={t`Perguntar`}
        hint={t`Se alguém desfizer o encerramento antes disso, a pergunta não é enviada.`}
        seconds={value.delay_seconds}
        choices={[0, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, DAY]}
        words={(span) => (span === null ? t`na hora` : t`depois de ${span}`)}
        onChange={(delay_seconds) => change({ delay_seconds })}
      />
      <TimeChoice
        label={t`Não perguntar de novo na mesma conversa`}
        hint={t`Quando ela é reaberta e resolvida outra vez.`}
        seconds={value.again_seconds}
        choices={[HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY]}
        words={(span) => t`por ${span ?? ''}`}
        onChange={(again_seconds) => change({ again_seconds })}
      />
      <TimeChoice
        label={t`Aceitar a nota`}
        hint={t`Depois disso, o que o cliente escrever é uma mensagem como as outras.`}
        seconds={value.answer_seconds}
        choices={[HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY]}
        words={(span) => t`por ${span ?? ''}`}
        onChange={(answer_seconds) => change({ answer_seconds })}
      />
      <div className="space-y-2 self-center">
        <Checkbox
          isChecked={value.asks_after_bots}
          label={t`Também quando só o bot atendeu`}
          onChange={(asks_after_bots) => change({ asks_after_bots })}
        />
        <Checkbox
          isChecked={value.asks_after_silence}
          label={t`Também quando o cliente parou de responder`}
          onChange={(asks_after_silence) => change({ asks_after_silence })}
        />
        <Checkbox
          isChecked={value.asks_comment}
          label={t`Pedir também o motivo da nota`}
          onChange={(asks_comment) => change({ asks_comment })}
        />
      </div>
      <Words value={value} change={change} />
    </div>
  )
}

function Words({ value, change }: PartProps) {
  const { t } = useLingui()
  const name = '{customer_name}'
  const attendant = '{attendant_name}'
  const texts = [
    {
      key: 'question' as const,
      label: t`Pergunta`,
      usual: t`De 0 a 10, que nota você dá ao nosso atendimento?`,
      hint: t`Use ${name} para o cliente e ${attendant} para quem atendeu.`,
    },
    {
      key: 'comment_question' as const,
      label: t`Pergunta pelo motivo`,
      usual: t`Obrigado! Quer contar o motivo da nota?`,
      hint: null,
    },
    {
      key: 'thanks' as const,
      label: t`Agradecimento`,
      usual: t`Obrigado! Sua opinião nos ajuda a melhorar.`,
      hint: null,
    },
  ]
  return (
    <>
      {texts.map(({ key, label, usual, hint }) => (
        <Field key={key} label={label} hint={hint} className="sm:col-span-2">
          {(ids) => (
            <Textarea
              {...ids}
              rows={2}
              maxLength={600}
              placeholder={usual}
              value={value[key] ?? ''}
              onChange={({ target }) => change({ [key]: target.value || null })}
            />
          )}
        </Field>
      ))}
      <Field
        label={t`Modelo aprovado (WhatsApp)`}
        hint={t`O nome do modelo enviado quando a janela de 24 horas já fechou. Sem modelo, o cliente não é perguntado. No modelo, o campo 1 é o nome do cliente, o 2 a empresa e o 3 o atendente.`}
        className="sm:col-span-2"
      >
        {(ids) => (
          <Input
            {...ids}
            maxLength={512}
            placeholder={t`nenhum`}
            value={value.template_name ?? ''}
            onChange={({ target }) => {
              const name = target.value.trim() || null
              change({ template_name: name, ...(name ? {} : { template_language: null }) })
            }}
          />
        )}
      </Field>
    </>
  )
}
