import type { CheckResult, Inbox } from '@attendance/api'
import { Badge, Button, ChannelGlyph, channelName, Switch } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Activity, CircleAlert, CircleCheck, Pencil } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { problemText } from '@/app/problems'
import { showProblem } from '@/app/showProblem'
import { changeInbox, checkInbox, webhookAddress } from '../inboxesApi'
import { embedCode } from '../webchat'
import { CopyField } from './CopyField'

interface InboxCardProps {
  inbox: Inbox
  mayManage: boolean
  onEdit: () => void
}

/** One inbox: is it well, where its webhook goes, and a check on demand. */
export function InboxCard({ inbox, mayManage, onEdit }: InboxCardProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { mutate: change } = useMutation({
    mutationFn: (isActive: boolean) => changeInbox(inbox.id, { is_active: isActive }),
    onSettled: () => client.invalidateQueries({ queryKey: ['inboxes'] }),
    onError: showProblem,
  })
  const check = useMutation({ mutationFn: () => checkInbox(inbox.id) })
  return (
    <li className="rounded-xl border border-line bg-panel p-4">
      <div className="flex flex-wrap items-center gap-3">
        <ChannelGlyph channel={inbox.channel} className="size-6 ring-0" />
        <div className="min-w-40 flex-1">
          <h2 className="font-semibold wrap-anywhere">{inbox.name}</h2>
          <p className="text-xs text-mute">{channelName(inbox.channel)}</p>
        </div>
        <Health inbox={inbox} />
        {mayManage && (
          <div className="flex items-center gap-2">
            <Switch label={t`${inbox.name} ativo`} isOn={inbox.is_active} onChange={change} />
            <Button
              size="sm"
              icon={<Activity size={14} />}
              disabled={check.isPending}
              onClick={() => check.mutate()}
            >
              {check.isPending ? t`Testando…` : t`Testar`}
            </Button>
            <Button size="sm" icon={<Pencil size={14} />} onClick={onEdit}>{t`Editar`}</Button>
          </div>
        )}
      </div>
      <CheckAnswer result={check.data} problem={check.error} />
      <Facts inbox={inbox} />
      {mayManage && <Connection inbox={inbox} />}
    </li>
  )
}

/** What has to be taken elsewhere: the address to the vendor, or the line to the site. */
function Connection({ inbox }: { inbox: Inbox }) {
  const { t } = useLingui()
  const isChat = inbox.channel === 'webchat'
  const label = isChat ? t`Código para o seu site` : t`Endereço do webhook`
  return (
    <div className="mt-3">
      <p className="mb-1 text-xs text-mute">{label}</p>
      <CopyField
        label={`${label}: ${inbox.name}`}
        value={isChat ? embedCode(inbox, location.origin) : webhookAddress(inbox)}
      />
    </div>
  )
}

function Health({ inbox }: { inbox: Inbox }) {
  const { t } = useLingui()
  const { last_error_at: errorAt, last_webhook_at: webhookAt } = inbox.health
  if (!inbox.is_active) return <Badge>{t`Pausado`}</Badge>
  const hasFailed =
    errorAt !== null && (inbox.health.last_sent_at === null || errorAt > inbox.health.last_sent_at)
  if (hasFailed)
    return <Badge tone="danger" icon={<CircleAlert size={11} aria-hidden />}>{t`Com problema`}</Badge>
  if (webhookAt === null) return <Badge tone="warn">{t`Nada recebido ainda`}</Badge>
  return <Badge tone="ok" icon={<CircleCheck size={11} aria-hidden />}>{t`Funcionando`}</Badge>
}

function CheckAnswer({ result, problem }: { result: CheckResult | undefined; problem: Error | null }) {
  const { t } = useLingui()
  const words = problem
    ? problemText(problem)
    : result && (result.ok ? t`Conectado a ${result.account ?? ''}` : result.problem)
  if (!words) return null
  const isOk = result?.ok === true && !problem
  return (
    <p
      role="status"
      className={`mt-3 rounded-md px-3 py-2 ${isOk ? 'bg-ok-soft text-ok' : 'bg-danger-soft text-danger'}`}
    >
      {words}
    </p>
  )
}

function Facts({ inbox }: { inbox: Inbox }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const {
    last_webhook_at: webhookAt,
    last_sent_at: sentAt,
    last_error: error,
    last_error_at: errorAt,
  } = inbox.health
  return (
    <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-xs">
      <Fact label={t`Última mensagem recebida`} value={webhookAt ? moment(webhookAt) : t`nunca`} />
      <Fact label={t`Último envio`} value={sentAt ? moment(sentAt) : t`nunca`} />
      {error && errorAt && <Fact label={t`Último erro (${moment(errorAt)})`} value={error} />}
    </dl>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex max-w-full gap-1.5">
      <dt className="shrink-0 text-mute">{label}:</dt>
      <dd className="min-w-0 wrap-anywhere">{value}</dd>
    </div>
  )
}
