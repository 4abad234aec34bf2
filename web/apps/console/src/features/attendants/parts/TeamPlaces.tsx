import type { WorkAddress, Workplaces } from '@attendance/api'
import { Avatar, Badge, Button, channelName, ChannelGlyph, Empty, IconButton, Switch } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MessagesSquare, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Confirm } from '@/app/Confirm'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { inOrder, refreshWorkplaces, removePlace, switchPlace, workplacesQuery } from '../workplaces'
import { AddPlaceDialog } from './AddPlaceDialog'

/** Who works where besides this console, for who manages attendants. */
export function TeamPlaces() {
  const { t } = useLingui()
  const query = useQuery(workplacesQuery)
  const [isAdding, setIsAdding] = useState(false)
  const canAdd = (query.data?.inboxes.length ?? 0) > 0
  return (
    <div className="mt-6">
      <Section
        title={t`Onde a equipe atende`}
        description={t`Além deste painel: contas de pessoas e canais da equipe em mensageiros.`}
        actions={
          canAdd && (
            <Button size="sm" icon={<Plus size={14} />} onClick={() => setIsAdding(true)}>
              {t`Adicionar`}
            </Button>
          )
        }
      >
        <Loaded query={query}>{(found) => <Places found={found} />}</Loaded>
      </Section>
      {isAdding && query.data && (
        <AddPlaceDialog inboxes={query.data.inboxes} onClose={() => setIsAdding(false)} />
      )}
    </div>
  )
}

function Places({ found }: { found: Workplaces }) {
  const { t } = useLingui()
  if (found.addresses.length === 0) {
    return (
      <Empty icon={<MessagesSquare size={18} />} title={t`Todos atendem só neste painel`}>
        {found.inboxes.length > 0
          ? t`Adicione a conta de alguém ou um canal da equipe. Cada pessoa também pode ligar a sua em Minha conta.`
          : t`Conecte antes, em Canais, um WhatsApp, Telegram, Slack, Teams ou Google Chat.`}
      </Empty>
    )
  }
  return (
    <ul className="divide-y divide-line">
      {inOrder(found.addresses).map((address) => (
        <Place key={address.id} address={address} />
      ))}
    </ul>
  )
}

function Place({ address }: { address: WorkAddress }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [asks, setAsks] = useState(false)
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
  const who = address.user_name ?? address.label
  return (
    <li className="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0">
      {address.user_id ? (
        <Avatar name={who} size="sm" />
      ) : (
        <ChannelGlyph channel={address.channel} className="size-7 ring-0" />
      )}
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium" title={who}>
            {who}
          </span>
          {!address.user_id && <Badge tone="brand">{address.queue_name ?? t`Todas as filas`}</Badge>}
        </p>
        <p className="truncate text-xs text-mute">
          <About address={address} />
        </p>
      </div>
      <Switch
        label={t`${who} recebe em ${address.inbox_name}`}
        isOn={address.is_active}
        onChange={(isActive) => use(isActive)}
      />
      <IconButton
        label={t`Remover ${who} de ${address.inbox_name}`}
        icon={<Trash2 size={15} />}
        onClick={() => setAsks(true)}
      />
      {asks && (
        <Confirm
          title={t`Remover ${who} de ${address.inbox_name}?`}
          action={t`Remover`}
          onConfirm={() => remove()}
          onClose={() => setAsks(false)}
        >
          {t`Quem escrever de lá passa a ser tratado como cliente.`}
        </Confirm>
      )}
    </li>
  )
}

function About({ address }: { address: WorkAddress }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const sources = {
    phone: t`pelo telefone do perfil`,
    code: t`ligada por código`,
    email: t`pelo e-mail`,
    admin: t`adicionada pela administração`,
  }
  const heard = address.last_heard_at && t`escreveu em ${moment(address.last_heard_at)}`
  const parts = [
    channelName(address.channel) === address.inbox_name
      ? address.inbox_name
      : `${channelName(address.channel)} · ${address.inbox_name}`,
    address.user_id && address.label !== address.user_name ? address.label : null,
    sources[address.source],
    heard,
  ]
  return <>{parts.filter(Boolean).join(' · ')}</>
}
