import type { Contact, Conversation, CustomerOverview } from '@attendance/api'
import { Avatar, Badge, Failed, Skeleton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useFormats } from '@/app/formats'
import { problemText } from '@/app/problems'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Activities } from '@/features/activities/parts/Activities'
import { ConversationDeals } from '@/features/deals/parts/ConversationDeals'
import { ConversationTickets } from '@/features/tickets/parts/ConversationTickets'
import { contactQuery, useChangeContact } from './api'
import { FIELD_WORDS, isMoment, OWN_PLACE } from './fields'
import { splitName } from './names'
import { overviewQuery, useLiveCustomer } from './overviewApi'
import { ConversationFacts } from './parts/ConversationFacts'
import { EditableRow } from './parts/EditableRow'
import { Facts, Row } from './parts/Facts'
import { Identities } from './parts/Identities'
import { Life } from './parts/Life'
import { Notes } from './parts/Notes'
import { Standing } from './parts/Standing'
import { TagEditor } from './parts/TagEditor'

/** The customer: who they are, what happened with them, and this conversation in figures. */
export function ContactPanel({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const { contact: reference, id } = conversation
  const { data: contact, error, refetch } = useQuery(contactQuery(reference.id))
  const overview = useQuery(overviewQuery(reference.id, id))
  useLiveCustomer(reference.id)
  if (error) {
    return (
      <Failed
        title={t`O contato não carregou`}
        detail={problemText(error)}
        retryLabel={t`Tentar de novo`}
        onRetry={() => void refetch()}
      />
    )
  }
  const whole = overview.data
  return (
    <div className="p-4">
      <Heading contact={contact} conversation={conversation} />
      {whole ? <Standing overview={whole} /> : <Skeleton className="mx-auto h-24" />}
      {contact ? <Details contact={contact} overview={whole} /> : <Skeleton className="h-28" />}
      <ConversationFacts conversation={conversation} />
      <ConversationTickets key={id} conversation={conversation} />
      <ConversationDeals key={`deals-${id}`} conversation={conversation} />
      <Activities
        key={`activities-${id}`}
        about={{ contact_id: reference.id }}
        newAbout={{ contact_id: reference.id, conversation_id: id }}
      />
      {whole && <Notes conversation={conversation} notes={whole.notes} />}
      {contact && <Identities identities={contact.identities} />}
      {whole && <Life contactId={reference.id} currency={whole.currency} />}
    </div>
  )
}

interface HeadingProps {
  contact: Contact | undefined
  conversation: Conversation
}

/** "João Silva - joao@email.com". */
function Heading({ contact, conversation: { contact: reference } }: HeadingProps) {
  const { t } = useLingui()
  const name = contact?.name ?? reference.name
  const email = contact ? contact.email : reference.email
  return (
    <div className="flex flex-col items-center gap-1 pb-2 text-center">
      <Avatar name={name} size="lg" />
      <h3 className="mt-1.5 text-base font-semibold wrap-anywhere">
        {name}
        {email && <span className="text-sm font-normal text-mute">{` - ${email}`}</span>}
      </h3>
      {reference.is_new && <Badge tone="ok">{t`Cliente Novo`}</Badge>}
    </div>
  )
}

function Details({ contact, overview }: { contact: Contact; overview: CustomerOverview | undefined }) {
  const { t, i18n } = useLingui()
  const { moment } = useFormats()
  const me = useMe()
  const { mutate } = useChangeContact(contact.id)
  const isEditable = may(me, 'contacts.write')
  const names = overview?.fields.map(({ name }) => name) ?? ['name', 'email', 'phone']
  const more = overview?.fields.filter(({ name, value }) => !OWN_PLACE.has(name) && value !== null) ?? []
  return (
    <Facts title={t`Contato`}>
      <EditableRow
        isEditable={isEditable}
        label={t`Nome`}
        value={contact.name}
        onSave={(name) => name && mutate(splitName(name))}
      />
      {names.includes('phone') && (
        <EditableRow
          isEditable={isEditable}
          label={t`Telefone`}
          type="tel"
          value={contact.phone}
          onSave={(phone) => mutate({ phone })}
        />
      )}
      {names.includes('email') && (
        <EditableRow
          isEditable={isEditable}
          label={t`E-mail`}
          type="email"
          value={contact.email}
          onSave={(email) => mutate({ email })}
        />
      )}
      {more.map(({ name, value }) => {
        const words = FIELD_WORDS[name]
        return (
          <Row key={name} label={words ? i18n._(words) : name}>
            {value && isMoment(value) ? moment(value) : value}
          </Row>
        )
      })}
      <Row label={t`Etiquetas`}>
        <TagEditor tags={contact.tags} isEditable={isEditable} onSave={(tags) => mutate({ tags })} />
      </Row>
    </Facts>
  )
}
