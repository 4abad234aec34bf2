import type { Contact } from '@attendance/api'
import { ChannelGlyph, channelName } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Facts } from './Facts'

/** By which names the channels know this person. */
export function Identities({ identities }: { identities: Contact['identities'] }) {
  const { t } = useLingui()
  if (identities.length === 0) return null
  return (
    <Facts title={t`Identidades`}>
      {identities.map(({ channel, external_id: externalId }) => (
        <div key={`${channel} ${externalId}`} className="flex min-h-7 items-center gap-2">
          <dt className="flex w-22 shrink-0 items-center gap-1.5 text-mute">
            <ChannelGlyph channel={channel} className="ring-0" />
            <span className="truncate">{channelName(channel)}</span>
          </dt>
          <dd className="min-w-0 flex-1 truncate" title={externalId}>
            {externalId}
          </dd>
        </div>
      ))}
    </Facts>
  )
}
