import type { Contact } from '@attendance/api'
import { Badge, ChannelGlyph, channelName } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useFormats } from '@/app/formats'
import { Facts } from './Facts'

/** By which names the channels know this person. */
export function Identities({ identities }: { identities: Contact['identities'] }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  if (identities.length === 0) return null
  return (
    <Facts title={t`Identidades`}>
      {identities.map(
        ({ channel, external_id: externalId, username, opted_out_of: refused, opted_out_at: at }) => (
          <div key={`${channel} ${externalId}`} className="flex min-h-7 flex-wrap items-center gap-2">
            <dt className="flex w-22 shrink-0 items-center gap-1.5 text-mute">
              <ChannelGlyph channel={channel} className="ring-0" />
              <span className="truncate">{channelName(channel)}</span>
            </dt>
            <dd className="min-w-0 flex-1 truncate" title={externalId}>
              {username ? `@${username}` : externalId}
            </dd>
            {refused && (
              <span title={at ? t`Desde ${moment(at)}` : undefined}>
                <Badge tone="warn">{refused === 'all' ? t`Não quer mensagens` : t`Não quer marketing`}</Badge>
              </span>
            )}
          </div>
        ),
      )}
    </Facts>
  )
}
