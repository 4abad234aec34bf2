import type { Inbox, OddDelivery } from '@attendance/api'
import { Badge, Button, Dialog } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { deliveriesQuery, deliveryQuery, refreshInboxes, replayDelivery } from '../api'
import { Listed } from './Listed'

/** What the vendor delivered and nobody acted on. Nothing is shown while there is none: it is for the curious. */
export function OddDeliveries({ inbox, mayManage }: { inbox: Inbox; mayManage: boolean }) {
  const { t } = useLingui()
  const query = useInfiniteQuery(deliveriesQuery(inbox.id))
  const [shown, setShown] = useState<OddDelivery | null>(null)
  const replay = useReplay(inbox)
  if (query.data?.pages[0]?.items.length === 0) return null
  return (
    <Section
      title={t`Entregas não entendidas`}
      description={t`Nada se perde: o que o fornecedor mandou fica guardado e pode ser lido de novo.`}
    >
      <Listed query={query} empty={null}>
        {(item) => (
          <li key={`${item.state} ${item.id}`} className="flex flex-wrap items-center gap-2 py-2.5">
            <OddLine item={item} />
            <Button size="sm" look="quiet" onClick={() => setShown(item)}>{t`Ver`}</Button>
            {mayManage && (
              <Button
                size="sm"
                icon={<RotateCw size={13} />}
                disabled={replay.isPending}
                onClick={() => replay.mutate(item.id)}
              >
                {t`Ler de novo`}
              </Button>
            )}
          </li>
        )}
      </Listed>
      {shown && <Parts inbox={inbox} item={shown} onClose={() => setShown(null)} />}
    </Section>
  )
}

function OddLine({ item }: { item: OddDelivery }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  return (
    <div className="min-w-0 flex-1 basis-48">
      <p className="text-xs text-mute">{moment(item.received_at)}</p>
      {item.state === 'unread' ? (
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone="danger">{t`Não lida`}</Badge>
          <span className="line-clamp-1 font-mono text-xs wrap-anywhere">{item.error}</span>
        </p>
      ) : (
        <p className="flex flex-wrap gap-1">
          {item.kinds.map((kind) => (
            <Badge key={kind}>{kind}</Badge>
          ))}
        </p>
      )}
    </div>
  )
}

function useReplay(inbox: Inbox) {
  const { t } = useLingui()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (delivery: string) => replayDelivery(inbox.id, delivery),
    onSuccess: async () => {
      await refreshInboxes(client)
      toast.success(t`Será lida de novo em instantes. O que já chegou não se repete.`)
    },
    onError: showProblem,
  })
}

interface PartsProps {
  inbox: Inbox
  item: OddDelivery
  onClose: () => void
}

function Parts({ inbox, item, onClose }: PartsProps) {
  const { t } = useLingui()
  const query = useQuery(deliveryQuery(inbox.id, item.id))
  return (
    <Dialog
      title={t`O que o fornecedor mandou`}
      description={t`Segredos foram escondidos.`}
      closeLabel={t`Fechar`}
      size="lg"
      onClose={onClose}
    >
      <Loaded query={query}>
        {({ parts, body }) => (
          <div className="space-y-3">
            {parts
              .map((part) => ({ kind: part.kind, text: JSON.stringify(part.raw, null, 2) }))
              .map(({ kind, text }) => (
                <div key={text}>
                  <Badge>{kind}</Badge>
                  <Raw text={text} />
                </div>
              ))}
            {body !== null && <Raw text={body ?? ''} />}
          </div>
        )}
      </Loaded>
    </Dialog>
  )
}

function Raw({ text }: { text: string }) {
  return (
    <pre className="mt-1 max-h-96 overflow-auto rounded-md bg-raised p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
      {text}
    </pre>
  )
}
