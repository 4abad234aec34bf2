import type { ChannelInfo, Inbox } from '@attendance/api'
import { Button, Checkbox, Field, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { workplacesQuery } from '@/features/attendants/workplaces'
import { templatesQuery } from '@/features/templates/api'
import { changeInbox, refreshInboxes } from '../api'
import { choicesOf, readTeam, writeTeam, type TeamSettings } from '../team'

/** Attendants who work in this channel: whether anybody else may write here, and how they are called back. */
export function InboxTeam({ inbox, channel }: { inbox: Inbox; channel: ChannelInfo }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [team, setTeam] = useState(() => readTeam(inbox.settings))
  const {
    mutate: save,
    isPending,
    isSuccess,
    reset,
  } = useMutation({
    mutationFn: () => changeInbox(inbox.id, { settings: writeTeam(inbox.settings, team) }),
    onSettled: () => refreshInboxes(client),
    onError: showProblem,
  })
  const change = (part: Partial<TeamSettings>) => {
    reset()
    setTeam((before) => ({ ...before, ...part }))
  }
  return (
    <Section title={t`Atendentes neste canal`} description={<Served inboxId={inbox.id} />}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Checkbox
          isChecked={team.isOnlyOurs}
          onChange={(isOnlyOurs) => change({ isOnlyOurs })}
          label={t`Só atendentes escrevem aqui`}
        />
        <p className="-mt-3 pl-6 text-xs text-pretty text-mute">
          {team.isOnlyOurs
            ? t`Quem não for da equipe recebe a resposta de que precisa de um código; nenhum cliente é atendido por aqui.`
            : t`Clientes e atendentes podem escrever para a mesma conta; quem é da equipe é reconhecido.`}
        </p>
        {channel.has_templates && <CallBack inbox={inbox} team={team} onChange={change} />}
        <div className="flex items-center gap-3">
          <Button type="submit" look="primary" disabled={isPending}>
            {t`Salvar`}
          </Button>
          <span role="status" className="text-sm text-mute">
            {isSuccess && t`Salvo`}
          </span>
        </div>
      </form>
    </Section>
  )
}

interface CallBackProps {
  inbox: Inbox
  team: TeamSettings
  onChange: (part: Partial<TeamSettings>) => void
}

function CallBack({ inbox, team, onChange }: CallBackProps) {
  const { t } = useLingui()
  const { data: templates } = useQuery(templatesQuery(inbox.id))
  const choices = choicesOf(templates ?? [], team.template)
  const isGone = templates !== undefined && choices.some((one) => one.key === team.template && !one.isUsable)
  return (
    <Field
      label={t`Modelo para chamar um atendente`}
      hint={t`Quando o atendente não escreve há 24 horas, só um modelo aprovado chega até ele. As variáveis recebem, em ordem: cliente, fila e mensagem.`}
      error={isGone && t`Este modelo não está aprovado agora: nada seria enviado. Escolha outro.`}
    >
      {(ids) => (
        <Select
          {...ids}
          value={team.template}
          onChange={({ target }) => onChange({ template: target.value })}
        >
          <option value="">{t`Nenhum: espera o atendente escrever`}</option>
          {choices.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** How many work here, for who may see it; where that is changed. */
function Served({ inboxId }: { inboxId: string }) {
  const { t } = useLingui()
  const mayManage = may(useMe(), 'attendants.manage')
  const { data } = useQuery({ ...workplacesQuery, enabled: mayManage })
  if (!mayManage) return t`Quem é da equipe pode receber e responder conversas por aqui.`
  const count = data?.addresses.filter((one) => one.inbox_id === inboxId && one.is_active).length ?? 0
  return (
    <>
      {count === 0 ? t`Ninguém atende por aqui ainda.` : t`Endereços em uso: ${count}.`}{' '}
      <Link to="/atendentes" className="whitespace-nowrap text-brand-text underline">
        {t`Onde a equipe atende`}
      </Link>
    </>
  )
}
