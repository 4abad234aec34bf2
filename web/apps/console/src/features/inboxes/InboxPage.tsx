import type { Inbox } from '@attendance/api'
import { ChannelGlyph, channelName } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page, Section } from '@/app/shell/Page'
import { channelsQuery } from '@/features/media/channels'
import { inboxQuery } from './api'
import { Credentials } from './parts/Credentials'
import { Failures } from './parts/Failures'
import { Health } from './parts/Health'
import { InboxTeam } from './parts/InboxTeam'
import { MailLook } from './parts/MailLook'
import { OddDeliveries } from './parts/OddDeliveries'
import { OnOff } from './parts/OnOff'
import { Setup } from './parts/Setup'
import { StateBadge } from './parts/StateBadge'
import { TestSend } from './parts/TestSend'
import { stepsOf, testHint } from './setup'
import { stateOf } from './state'

/** One inbox: how it is, what went wrong, how it is connected. */
export function InboxPage() {
  const { t } = useLingui()
  const { id } = useParams({ from: '/shell/configuracoes/canais/$id' })
  const query = useQuery(inboxQuery(id))
  const inbox = query.data
  return (
    <Page
      title={inbox ? <Title inbox={inbox} /> : t`Canal`}
      description={inbox && channelName(inbox.channel)}
      back={{ to: '/configuracoes/canais' }}
    >
      <Loaded query={query}>{(found) => <Inside key={found.id} inbox={found} />}</Loaded>
    </Page>
  )
}

function Title({ inbox }: { inbox: Inbox }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <ChannelGlyph channel={inbox.channel} className="size-7 ring-0" />
      {inbox.name}
      <StateBadge state={stateOf(inbox)} />
    </span>
  )
}

function Inside({ inbox }: { inbox: Inbox }) {
  const { t } = useLingui()
  const me = useMe()
  const mayManage = may(me, 'inboxes.manage')
  const mayExamine = may(me, 'failures.read')
  const { data: channels = [] } = useQuery(channelsQuery)
  const channel = channels.find((one) => one.name === inbox.channel)
  return (
    <div className="grid items-start gap-x-5 lg:grid-cols-[3fr_2fr]">
      <div className="min-w-0">
        <Health inbox={inbox} />
        {mayExamine && <Failures inbox={inbox} mayManage={mayManage} />}
        {mayExamine && <OddDeliveries inbox={inbox} mayManage={mayManage} />}
        {mayManage && channel && <Credentials inbox={inbox} channel={channel} />}
      </div>
      <div className="min-w-0">
        {mayManage && stepsOf(inbox.channel).length > 0 && (
          <Section title={t`Como conectar`}>
            <Setup channel={inbox.channel} inbox={inbox} />
          </Section>
        )}
        {mayManage && inbox.channel === 'email' && <MailLook inbox={inbox} />}
        {mayManage && channel?.serves_attendants && <InboxTeam inbox={inbox} channel={channel} />}
        {mayManage && testHint(inbox.channel) && <TestSend inbox={inbox} />}
        {mayManage && <OnOff inbox={inbox} />}
      </div>
    </div>
  )
}
