import type { CustomerEntry } from '@attendance/api'
import { Button, ChannelGlyph, Skeleton } from '@attendance/ui'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  ClipboardList,
  HandCoins,
  ListTodo,
  MessageSquare,
  Star,
  StickyNote,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormats } from '@/app/formats'
import { lifeQuery } from '../overviewApi'
import { useAmount } from '../useAmount'

const KINDS: Record<CustomerEntry['kind'], { title: MessageDescriptor; Icon: LucideIcon }> = {
  conversation: { title: msg`Conversa`, Icon: MessageSquare },
  ticket: { title: msg`Ticket`, Icon: ClipboardList },
  deal: { title: msg`Negócio`, Icon: HandCoins },
  activity: { title: msg`Atividade`, Icon: ListTodo },
  note: { title: msg`Anotação`, Icon: StickyNote },
  rating: { title: msg`Avaliação`, Icon: Star },
}

/** What happened with the customer, newest first, on all channels. */
export function Life({ contactId, currency }: { contactId: string; currency: string }) {
  const { t } = useLingui()
  const query = useInfiniteQuery(lifeQuery(contactId))
  const entries = query.data?.pages.flatMap((page) => page.items)
  return (
    <section aria-label={t`Histórico`} className="border-t border-line py-3">
      <h4 className="mb-1.5 text-2xs font-medium text-mute">{t`Histórico`}</h4>
      {query.isPending && <Skeleton className="h-16" />}
      {query.isError && !entries && (
        <Button size="sm" onClick={() => void query.refetch()}>{t`Não carregou. Tentar de novo`}</Button>
      )}
      {entries?.length === 0 && <p className="text-mute">{t`Nada ainda.`}</p>}
      <ol className="space-y-2">
        {entries?.map((entry) => (
          <Entry key={`${entry.kind} ${entry.id}`} entry={entry} currency={currency} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button
          size="sm"
          look="quiet"
          className="mt-2"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t`Mostrar mais`}
        </Button>
      )}
    </section>
  )
}

function Entry({ entry, currency }: { entry: CustomerEntry; currency: string }) {
  const { i18n } = useLingui()
  const { moment } = useFormats()
  const { Icon, title: kind } = KINDS[entry.kind]
  const facts = useFacts(entry, currency)
  return (
    <li className="flex gap-2">
      {entry.kind === 'conversation' && entry.data.channel ? (
        <ChannelGlyph channel={String(entry.data.channel)} className="mt-0.5 shrink-0 ring-0" />
      ) : (
        <Icon size={15} aria-hidden className="mt-0.5 shrink-0 text-mute" />
      )}
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere">
          <span className="sr-only">{i18n._(kind)}: </span>
          <Where entry={entry}>{facts}</Where>
        </p>
        {entry.text && entry.text !== facts && (
          <p className="line-clamp-2 text-xs wrap-anywhere text-mute">{entry.text}</p>
        )}
        <p className="text-2xs text-mute">
          {[moment(entry.at), entry.author_name].filter(Boolean).join(' · ')}
        </p>
      </div>
    </li>
  )
}

/** In a few words, what it is. */
function useFacts({ kind, title, data }: CustomerEntry, currency: string): string {
  const { t } = useLingui()
  const amount = useAmount()
  const number = String(data.number ?? '')
  switch (kind) {
    case 'conversation':
      return [t`Conversa #${number}`, title].filter(Boolean).join(' · ')
    case 'ticket':
      return `${number} · ${title ?? ''}`
    case 'deal':
      return [title, amount(String(data.value ?? 0), currency), data.stage].filter(Boolean).join(' · ')
    case 'rating': {
      const score = String(data.score)
      return t`Nota ${score} de 10`
    }
    case 'note':
      return t`Anotação`
    case 'activity':
      return title ?? ''
  }
}

function Where({ entry, children }: { entry: CustomerEntry; children: ReactNode }) {
  const look = 'underline-offset-2 hover:underline'
  if (entry.kind === 'ticket') {
    return (
      <Link to="/tickets/$id" params={{ id: entry.id }} search={{}} className={look}>
        {children}
      </Link>
    )
  }
  if (entry.kind === 'deal') {
    return (
      <Link to="/negocios" search={{ deal: entry.id }} className={look}>
        {children}
      </Link>
    )
  }
  const conversation = entry.kind === 'conversation' ? entry.id : entry.conversation_id
  if (conversation === null || entry.kind === 'activity') return children
  return (
    <Link to="/conversas/$id" params={{ id: conversation }} search={{}} className={look}>
      {children}
    </Link>
  )
}
