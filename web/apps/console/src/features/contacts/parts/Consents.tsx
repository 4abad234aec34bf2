import type { Contact } from '@attendance/api'
import { Badge, ChannelGlyph, channelName } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Section } from '@/app/shell/Page'

/** By which accounts the contact writes, and what they don't want to get there. */
export function Consents({ contact }: { contact: Contact }) {
  const { t } = useLingui()
  if (contact.identities.length === 0) return null
  return (
    <Section
      title={t`Canais e consentimento`}
      description={t`O que a pessoa pediu para não receber, em cada canal.`}
    >
      <ul className="space-y-2">
        {contact.identities.map(({ channel, external_id: account, username, opted_out_of: refused }) => (
          <li key={`${channel} ${account}`} className="flex items-center gap-2">
            <ChannelGlyph channel={channel} className="shrink-0" />
            <span className="min-w-0 flex-1 truncate">
              {channelName(channel)} <span className="text-xs text-mute">{username ?? account}</span>
            </span>
            {refused === null && <Badge tone="ok">{t`Aceita mensagens`}</Badge>}
            {refused === 'marketing' && <Badge tone="warn">{t`Sem marketing`}</Badge>}
            {refused === 'all' && <Badge tone="danger">{t`Não quer mensagens`}</Badge>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
