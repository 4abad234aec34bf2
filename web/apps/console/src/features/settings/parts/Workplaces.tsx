import type { LinkCode, WorkAddress, WorkInbox, Workplaces as Found } from '@attendance/api'
import { Button, channelName, ChannelGlyph, IconButton, Switch } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { LoaderCircle, MessageCircle, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import {
  makeLinkCode,
  refreshWorkplaces,
  removePlace,
  switchPlace,
  workplacesQuery,
} from '@/features/attendants/workplaces'
import { CopyField } from './CopyField'

const LOOKS_EVERY_MS = 3_000

interface Linking extends LinkCode {
  /** Accounts that were mine before: another one is the one that the code linked. */
  known: readonly string[]
}

/** Where I receive conversations besides this console. */
export function Workplaces() {
  const { t } = useLingui()
  const me = useMe()
  const minute = useMinutes()
  const [linking, setLinking] = useState<Linking | null>(null)
  const query = useQuery({
    ...workplacesQuery,
    refetchInterval: linking ? LOOKS_EVERY_MS : false,
  })
  const mine = query.data?.addresses.filter((address) => address.user_id === me.id) ?? []
  const { mutate: makeCode, isPending } = useMutation({
    mutationFn: makeLinkCode,
    onSuccess: (code) => setLinking({ ...code, known: mine.map((one) => one.id) }),
    onError: showProblem,
  })
  const inboxes = query.data?.inboxes ?? []
  const linked = linking && mine.find((one) => !linking.known.includes(one.id))
  const isOver = linking !== null && Date.parse(linking.expires_at) <= minute
  return (
    <Section
      title={t`Onde atendo`}
      description={t`Além deste painel, receba e responda conversas no WhatsApp, Telegram, Slack, Teams ou Google Chat.`}
      actions={
        inboxes.length > 0 && (
          <Button
            size="sm"
            icon={<MessageCircle size={14} />}
            onClick={() => makeCode()}
            disabled={isPending}
          >{t`Ligar uma conta`}</Button>
        )
      }
    >
      {linking && !linked && !isOver && <Code code={linking} inboxes={inboxes} />}
      {linked && (
        <p role="status" className="mb-4 rounded-lg border border-line bg-ok-soft p-3">
          {t`Pronto: ${linked.label} em ${linked.inbox_name} agora é você.`}
        </p>
      )}
      <Loaded query={query}>{(found) => <Mine found={found} mine={mine} />}</Loaded>
    </Section>
  )
}

function Code({ code, inboxes }: { code: LinkCode; inboxes: readonly WorkInbox[] }) {
  const { t } = useLingui()
  const { time } = useFormats()
  const until = time(code.expires_at)
  return (
    <div className="mb-4 space-y-3 rounded-lg border border-line bg-ok-soft p-3">
      <p>{t`Da conta em que quer atender, escreva isto a um destes canais. Vale uma vez, até ${until}.`}</p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1.5">
        {inboxes.map((inbox) => (
          <li key={inbox.id} className="flex min-w-0 items-center gap-2">
            <ChannelGlyph channel={inbox.channel} className="size-5 shrink-0 ring-0" />
            <span className="truncate">{inbox.name}</span>
          </li>
        ))}
      </ul>
      <CopyField label={t`Mensagem`} value={`/start ${code.code}`} />
      <p role="status" className="flex items-center gap-2 text-xs text-mute">
        <LoaderCircle size={14} aria-hidden className="animate-spin motion-reduce:animate-none" />
        {t`Esperando a sua mensagem…`}
      </p>
    </div>
  )
}

function Mine({ found, mine }: { found: Found; mine: readonly WorkAddress[] }) {
  const { t } = useLingui()
  if (mine.length === 0) {
    return (
      <p className="text-mute">
        {found.inboxes.length > 0
          ? t`Só neste painel.`
          : t`Só neste painel. Nenhum canal em que atendentes possam trabalhar está conectado.`}
      </p>
    )
  }
  return (
    <ul className="divide-y divide-line">
      {mine.map((address) => (
        <Row key={address.id} address={address} />
      ))}
    </ul>
  )
}

function Row({ address }: { address: WorkAddress }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const onSettled = () => refreshWorkplaces(client)
  const { mutate: use } = useMutation({
    mutationFn: (isActive: boolean) => switchPlace(address.id, isActive),
    onSettled,
    onError: showProblem,
  })
  const { mutate: remove } = useMutation({
    mutationFn: () => removePlace(address.id),
    onSettled,
    onError: showProblem,
  })
  return (
    <li className="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0">
      <ChannelGlyph channel={address.channel} className="size-7 shrink-0 ring-0" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{address.inbox_name}</p>
        <p className="truncate text-xs text-mute">
          {channelName(address.channel)} · {address.label}
        </p>
      </div>
      <Switch
        label={t`Receber em ${address.inbox_name}`}
        isOn={address.is_active}
        onChange={(isActive) => use(isActive)}
      />
      <IconButton
        label={t`Remover ${address.inbox_name}`}
        icon={<Trash2 size={15} />}
        onClick={() => remove()}
      />
    </li>
  )
}
