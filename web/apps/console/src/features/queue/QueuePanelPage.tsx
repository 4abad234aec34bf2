import { Badge, Button, Empty, IconButton, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Hourglass, PartyPopper, Volume2, VolumeX } from 'lucide-react'
import { useState } from 'react'
import { useCommands } from '@/app/commands/registry'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { TransferDialog } from '@/features/actions/parts/TransferDialog'
import { useActions } from '@/features/actions/useActions'
import { OfflineHint } from '@/features/attendants/parts/OfflineHint'
import { AskPermission } from '@/features/notifications/AskPermission'
import { useSound } from '@/features/notifications/sound'
import { queuesQuery } from '@/features/queues/api'
import { subjectOf, useQueuePanel, type PanelItem } from './api'
import { Cards } from './parts/Cards'

const route = getRouteApi('/shell/fila')

/** Everybody who waits and everybody who is being attended, as cards. */
export function QueuePanelPage() {
  const { t } = useLingui()
  const { queue = null } = route.useSearch()
  const { query, items, estimate } = useQueuePanel(queue)
  const [transferring, setTransferring] = useState<PanelItem | null>(null)
  const waiting = items.filter((item) => item.status === 'waiting')
  const attended = items.filter((item) => item.status !== 'waiting')
  return (
    <Page title={t`Fila de atendimento`} actions={<Tools queue={queue} estimate={estimate} />}>
      <div className="mb-4 overflow-hidden rounded-lg empty:hidden">
        <OfflineHint />
        <AskPermission />
      </div>
      {waiting[0] && <AcceptNext item={waiting[0]} />}
      <Loaded query={query}>
        {() =>
          items.length === 0 ? (
            <Empty icon={<PartyPopper size={18} />} title={t`Ninguém na fila`}>
              {t`Quando um cliente pedir um atendente, o cartão aparece aqui na hora.`}
            </Empty>
          ) : (
            <>
              <Cards title={t`Esperando`} items={waiting} onTransfer={setTransferring} />
              <Cards title={t`Em atendimento`} items={attended} onTransfer={setTransferring} />
              {query.hasNextPage && (
                <Button
                  disabled={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >{t`Carregar mais`}</Button>
              )}
            </>
          )
        }
      </Loaded>
      {transferring && (
        <TransferDialog conversation={subjectOf(transferring)} onClose={() => setTransferring(null)} />
      )}
    </Page>
  )
}

function Tools({ queue, estimate }: { queue: string | null; estimate: number | null }) {
  const { t } = useLingui()
  const { duration } = useFormats()
  const navigate = useNavigate()
  const { data: queues = [] } = useQuery(queuesQuery)
  const { isMuted, toggleMuted } = useSound()
  const words = estimate === null ? null : duration(estimate)
  return (
    <div className="flex items-center gap-2">
      {words && (
        <Badge icon={<Hourglass size={12} aria-hidden />} className="h-8 px-2.5 text-xs">
          {t`Espera estimada: ${words}`}
        </Badge>
      )}
      <Select
        aria-label={t`Fila`}
        value={queue ?? ''}
        className="w-auto max-w-48"
        onChange={(event) =>
          void navigate({ to: '/fila', search: event.target.value ? { queue: event.target.value } : {} })
        }
      >
        <option value="">{t`Todas as filas`}</option>
        {queues.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </Select>
      <IconButton
        label={isMuted ? t`Ligar o som` : t`Desligar o som`}
        icon={isMuted ? <VolumeX size={16} /> : <Volume2 size={16} />}
        look="plain"
        isPressed={!isMuted}
        onClick={toggleMuted}
      />
    </div>
  )
}

/** The key for the one who waits first. */
function AcceptNext({ item }: { item: PanelItem }) {
  const { t } = useLingui()
  const { take } = useActions(subjectOf(item))
  useCommands([
    {
      id: 'accept-next',
      title: t`Aceitar o primeiro da fila`,
      group: 'list',
      keys: 'a',
      run: () => void take(),
    },
  ])
  return null
}
