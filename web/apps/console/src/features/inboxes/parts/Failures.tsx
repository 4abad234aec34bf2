import type { FailedMessage, Inbox } from '@attendance/api'
import { Button, Empty } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, RotateCw, X } from 'lucide-react'
import { useState } from 'react'
import { Confirm } from '@/app/Confirm'
import { useFormats } from '@/app/formats'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { failureWords } from '@/features/thread/failureWords'
import { clearFailures, failuresQuery, refreshInboxes } from '../api'
import { showCleared, type Clearing } from '../clearing'
import { Listed } from './Listed'

/** Messages that did not arrive: why, and once more. */
export function Failures({ inbox, mayManage }: { inbox: Inbox; mayManage: boolean }) {
  const { t } = useLingui()
  const query = useInfiniteQuery(failuresQuery(inbox.id))
  const client = useQueryClient()
  const [asksAll, setAsksAll] = useState(false)
  const clear = useMutation({
    mutationFn: ({ how, ids }: Clearing) => clearFailures(inbox.id, how, ids),
    onSuccess: async (cleared, { how }) => {
      await refreshInboxes(client)
      showCleared(cleared, how)
    },
    onError: showProblem,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const again = items.some((item) => item.may_retry)
  return (
    <Section
      title={t`Mensagens que não chegaram`}
      actions={
        mayManage &&
        items.length > 0 && (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" look="quiet" onClick={() => setAsksAll(true)}>{t`Dispensar todas`}</Button>
            {again && (
              <Button
                size="sm"
                icon={<RotateCw size={13} />}
                disabled={clear.isPending}
                onClick={() => clear.mutate({ how: 'retry', ids: null })}
              >
                {t`Enviar todas de novo`}
              </Button>
            )}
          </div>
        )
      }
    >
      <Listed
        query={query}
        empty={
          <Empty icon={<CircleCheck size={18} />} title={t`Nenhuma falha`} className="h-auto p-4">
            {t`Tudo o que foi enviado por aqui foi aceito.`}
          </Empty>
        }
      >
        {(item) => <Failed key={item.message_id} item={item} mayManage={mayManage} onClear={clear.mutate} />}
      </Listed>
      {asksAll && (
        <Confirm
          title={t`Dispensar todas as falhas?`}
          action={t`Dispensar todas`}
          onConfirm={() => clear.mutate({ how: 'dismiss', ids: null })}
          onClose={() => setAsksAll(false)}
        >
          {t`Elas saem desta lista e não são enviadas. Nas conversas continuam marcadas como não entregues.`}
        </Confirm>
      )}
    </Section>
  )
}

interface FailedProps {
  item: FailedMessage
  mayManage: boolean
  onClear: (clearing: Clearing) => void
}

function Failed({ item, mayManage, onClear }: FailedProps) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const ids = [item.message_id]
  const name = item.contact_name
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link
            to="/conversas/$id"
            params={{ id: item.conversation_id }}
            search={{}}
            className="font-medium text-brand-text hover:underline"
          >
            {item.contact_name}
          </Link>
          <span className="text-xs text-mute">
            #{item.number} · {item.author_name} · {moment(item.failed_at)}
          </span>
        </p>
        {item.text && <p className="line-clamp-2 text-mute wrap-anywhere">{item.text}</p>}
        <p className="text-danger wrap-anywhere">{failureWords(item.code) ?? item.reason}</p>
      </div>
      {mayManage && (
        <div className="flex gap-1">
          {item.may_retry && (
            <Button
              size="sm"
              icon={<RotateCw size={13} />}
              aria-label={t`Enviar de novo a ${name}`}
              onClick={() => onClear({ how: 'retry', ids })}
            >
              {t`Enviar de novo`}
            </Button>
          )}
          <Button
            size="sm"
            look="quiet"
            icon={<X size={13} />}
            aria-label={t`Dispensar a falha de ${name}`}
            onClick={() => onClear({ how: 'dismiss', ids })}
          >
            {t`Dispensar`}
          </Button>
        </div>
      )}
    </li>
  )
}
