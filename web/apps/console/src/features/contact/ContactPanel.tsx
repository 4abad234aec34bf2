import type { Contact, Conversation } from '@attendance/api'
import { Avatar, Badge, Failed, Skeleton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useFormats } from '@/app/formats'
import { problemText } from '@/app/problems'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { ConversationDeals } from '@/features/deals/parts/ConversationDeals'
import { ConversationTickets } from '@/features/tickets/parts/ConversationTickets'
import { ConversationRatings } from '@/features/ratings/parts/ConversationRatings'
import { contactQuery, useChangeContact } from './api'
import { splitName } from './names'
import { ConversationFacts } from './parts/ConversationFacts'
import { EditableRow } from './parts/EditableRow'
import { Facts, Row } from './parts/Facts'
import { Identities } from './parts/Identities'
import { TagEditor } from './parts/TagEditor'

/** The customer: who they are, and this conversation in figures. */
export function ContactPanel({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const { contact: reference } = conversation
  const { data: contact, error, refetch } = useQuery(contactQuery(reference.id))
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
  return (
    <div className="p-4">
      <div className="flex flex-col items-center gap-1 pb-4 text-center">
        <Avatar name={contact?.name ?? reference.name} size="lg" />
        <h3 className="mt-1.5 text-base font-semibold wrap-anywhere">{contact?.name ?? reference.name}</h3>
        <Since contact={contact} isNew={reference.is_new} />
      </div>
      {contact ? <Details contact={contact} /> : <Skeleton className="h-28" />}
      <ConversationFacts conversation={conversation} />
      <ConversationRatings key={`ratings-${conversation.id}`} conversation={conversation} />
      <ConversationTickets key={conversation.id} conversation={conversation} />
      <ConversationDeals key={`deals-${conversation.id}`} conversation={conversation} />
      {contact && <Identities identities={contact.identities} />}
    </div>
  )
}

function Since({ contact, isNew }: { contact: Contact | undefined; isNew: boolean }) {
  const { t } = useLingui()
  const { month } = useFormats()
  if (isNew) return <Badge tone="ok">{t`Cliente Novo`}</Badge>
  if (!contact) return <Skeleton className="h-4 w-32" />
  const since = month(contact.customer_since)
  return (
    <p className="text-mute">
      {t`Cliente desde ${since}`}
      {contact.tier && ` · ${contact.tier}`}
    </p>
  )
}

function Details({ contact }: { contact: Contact }) {
  const { t } = useLingui()
  const { number } = useFormats()
  const me = useMe()
  const { mutate } = useChangeContact(contact.id)
  const isEditable = may(me, 'contacts.write')
  return (
    <Facts title={t`Contato`}>
      <EditableRow
        isEditable={isEditable}
        label={t`Nome`}
        value={contact.name}
        onSave={(name) => name && mutate(splitName(name))}
      />
      <EditableRow
        isEditable={isEditable}
        label={t`Telefone`}
        type="tel"
        value={contact.phone}
        onSave={(phone) => mutate({ phone })}
      />
      <EditableRow
        isEditable={isEditable}
        label={t`E-mail`}
        type="email"
        value={contact.email}
        onSave={(email) => mutate({ email })}
      />
      <Row label={t`Conversas`}>{number(contact.conversations)}</Row>
      {contact.ltv !== null && (
        <Row label={t`Total compras`}>
          {Number(contact.ltv).toLocaleString(undefined, { style: 'currency', currency: 'BRL' })}
        </Row>
      )}
      <Row label={t`Etiquetas`}>
        <TagEditor tags={contact.tags} isEditable={isEditable} onSave={(tags) => mutate({ tags })} />
      </Row>
    </Facts>
  )
}
