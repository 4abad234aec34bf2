import type { Inbox } from '@attendance/api'
import { ChannelGlyph, channelName } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { stateOf } from '../state'
import { StateBadge } from './StateBadge'

/** One inbox in the list: is it well, and when did something last come or go. */
export function InboxCard({ inbox }: { inbox: Inbox }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const { last_webhook_at: webhookAt, last_sent_at: sentAt } = inbox.health
  return (
    <li className="relative rounded-xl border border-line bg-panel p-4 hover:bg-hover">
      <div className="flex items-center gap-3">
        <ChannelGlyph channel={inbox.channel} className="size-8 shrink-0 ring-0" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold">
            <Link
              to="/configuracoes/canais/$id"
              params={{ id: inbox.id }}
              className="after:absolute after:inset-0 after:rounded-xl"
            >
              {inbox.name}
            </Link>
          </h2>
          <p className="truncate text-xs text-mute">{channelName(inbox.channel)}</p>
        </div>
        <StateBadge state={stateOf(inbox)} />
        <ChevronRight size={16} aria-hidden className="shrink-0 text-mute" />
      </div>
      <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-xs">
        <Fact label={t`Última mensagem recebida`} value={webhookAt ? moment(webhookAt) : t`nunca`} />
        <Fact label={t`Último envio`} value={sentAt ? moment(sentAt) : t`nunca`} />
      </dl>
    </li>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-mute">{label}:</dt>
      <dd>{value}</dd>
    </div>
  )
}
