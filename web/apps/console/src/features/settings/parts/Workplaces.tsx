import type { LinkCode, WorkAddress, Workplaces as Found } from '@attendance/api'
import { Button, IconButton, Switch } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MessageCircle, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/app/client'
import { useFormats } from '@/app/formats'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { CopyField } from './CopyField'

const PATH = '/api/attendance/addresses'

/** Where I receive conversations besides this console. */
export function Workplaces() {
  const { t } = useLingui()
  const client = useQueryClient()
  const [code, setCode] = useState<LinkCode | null>(null)
  const query = useQuery({ queryKey: ['addresses'], queryFn: () => api.get<Found>(PATH) })
  const { mutate: makeCode, isPending } = useMutation({
    mutationFn: () => api.post<LinkCode>(`${PATH}/code`),
    onSuccess: setCode,
    onError: showProblem,
  })
  const onSettled = () => client.invalidateQueries({ queryKey: ['addresses'] })
  return (
    <Section
      title={t`Onde atendo`}
      description={t`Além deste painel, receba e responda conversas no WhatsApp, Telegram, Slack, Teams ou Google Chat.`}
      actions={
        <Button
          size="sm"
          icon={<MessageCircle size={14} />}
          onClick={() => makeCode()}
          disabled={isPending}
        >{t`Ligar uma conta`}</Button>
      }
    >
      {code && <Code code={code} />}
      <Loaded query={query}>{(found) => <Mine found={found} onSettled={onSettled} />}</Loaded>
    </Section>
  )
}

function Code({ code }: { code: LinkCode }) {
  const { t } = useLingui()
  const { time } = useFormats()
  const until = time(code.expires_at)
  return (
    <div className="mb-4 space-y-2 rounded-lg border border-line bg-ok-soft p-3">
      <p>{t`Da conta em que quer atender, escreva isto à nossa conversa. Vale uma vez, até ${until}.`}</p>
      <CopyField label={t`Mensagem`} value={`/start ${code.code}`} />
    </div>
  )
}

function Mine({ found, onSettled }: { found: Found; onSettled: () => void }) {
  const { t } = useLingui()
  const me = useMe()
  const mine = found.addresses.filter((address) => address.user_id === me.id)
  if (mine.length === 0) return <p className="text-mute">{t`Só neste painel.`}</p>
  return (
    <ul className="divide-y divide-line">
      {mine.map((address) => (
        <Row key={address.id} address={address} onSettled={onSettled} />
      ))}
    </ul>
  )
}

function Row({ address, onSettled }: { address: WorkAddress; onSettled: () => void }) {
  const { t } = useLingui()
  const { mutate: use } = useMutation({
    mutationFn: (is_active: boolean) => api.patch(`${PATH}/${address.id}`, { is_active }),
    onSettled,
    onError: showProblem,
  })
  const { mutate: remove } = useMutation({
    mutationFn: () => api.delete(`${PATH}/${address.id}`),
    onSettled,
    onError: showProblem,
  })
  return (
    <li className="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{address.inbox_name}</p>
        <p className="truncate text-xs text-mute">{address.label}</p>
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
