import type { Contact, ContactPatch } from '@attendance/api'
import { formatPhone } from '@attendance/i18n'
import { Avatar, Badge, Button, IconButton, Menu, MenuItem } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Ban, Combine, Ellipsis, Trash2, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { useMinutes } from '@/app/clock'
import { Confirm } from '@/app/Confirm'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page, Section } from '@/app/shell/Page'
import { Activities } from '@/features/activities/parts/Activities'
import { useLiveCustomer } from '@/features/contact/overviewApi'
import { Life } from '@/features/contact/parts/Life'
import { contactDealsQuery } from '@/features/deals/api'
import { useMoney } from '@/features/deals/useMoney'
import {
  attempt,
  blockContact,
  changeContact,
  contactQuery,
  duplicatesQuery,
  eraseContact,
  mergesQuery,
  refreshContacts,
  standingQuery,
  tellApart,
  unblockContact,
  undoMerge,
} from './api'
import { Addresses } from './parts/Addresses'
import { Consents } from './parts/Consents'
import { Details } from './parts/Details'
import { MergeDialog } from './parts/MergeDialog'

const route = getRouteApi('/shell/contatos/$id')

/** One contact: edited where it stands; whom it may be twice; what was merged into it. */
export function ContactPage() {
  const { id } = route.useParams()
  const query = useQuery(contactQuery(id))
  const navigate = useNavigate()
  const found = query.data
  // Somebody merged it: its address leads to the one that it is part of now.
  useEffect(() => {
    if (found && found.id !== id)
      void navigate({ to: '/contatos/$id', params: { id: found.id }, replace: true })
  }, [found, id, navigate])
  return <Loaded query={query}>{(contact) => <Whole key={contact.id} contact={contact} />}</Loaded>
}

function Whole({ contact }: { contact: Contact }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const isEditable = may(useMe(), 'contacts.write')
  const { month } = useFormats()
  const since = month(contact.customer_since)
  const conversations = plural(contact.conversations, { one: '# conversa', other: '# conversas' })
  async function save(patch: ContactPatch) {
    await attempt(async () => {
      client.setQueryData(contactQuery(contact.id).queryKey, await changeContact(contact.id, patch))
      await client.invalidateQueries({ queryKey: ['contacts', 'list'] })
    })
  }
  return (
    <Page
      back={{ to: '/contatos', search: {} }}
      title={
        <span className="flex items-center gap-2">
          <Avatar name={contact.name} size="sm" />
          {contact.name}
          {contact.blocked_at && <Badge tone="danger">{t`Bloqueado`}</Badge>}
        </span>
      }
      description={[contact.customer_id, t`Cliente desde ${since}`, conversations]
        .filter(Boolean)
        .join(' · ')}
      actions={isEditable && <Actions contact={contact} />}
    >
      <Blocked contact={contact} />
      <Duplicates contact={contact} isEditable={isEditable} />
      <div className="grid gap-x-5 lg:grid-cols-2">
        <div>
          <Section title={t`Como falar com este contato`}>
            <Addresses contact={contact} isEditable={isEditable} onSave={save} />
          </Section>
          <Consents contact={contact} />
          <Deals contact={contact} />
          <Happened contact={contact} />
        </div>
        <div>
          <Section title={t`Quem é`}>
            <Details key={contact.updated_at} contact={contact} isEditable={isEditable} onSave={save} />
          </Section>
          <Merges contact={contact} isEditable={isEditable} />
        </div>
      </div>
    </Page>
  )
}

function Actions({ contact }: { contact: Contact }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const me = useMe()
  const [open, setOpen] = useState<'merge' | 'erase' | 'block' | null>(null)
  const { id, name } = contact
  return (
    <>
      <Button icon={<Combine size={15} />} onClick={() => setOpen('merge')}>{t`Juntar com outro`}</Button>
      <Menu trigger={<IconButton label={t`Mais ações`} icon={<Ellipsis size={16} />} look="plain" />}>
        {!contact.blocked_at && (
          <MenuItem icon={<Ban size={14} />} onChoose={() => setOpen('block')}>{t`Bloquear…`}</MenuItem>
        )}
        {may(me, 'contacts.delete') && (
          <MenuItem icon={<Trash2 size={14} />} onChoose={() => setOpen('erase')}>
            {t`Excluir dados pessoais…`}
          </MenuItem>
        )}
      </Menu>
      {open === 'merge' && <MergeDialog contact={contact} onClose={() => setOpen(null)} />}
      {open === 'block' && (
        <Confirm
          title={t`Bloquear ${name}?`}
          action={t`Bloquear`}
          onClose={() => setOpen(null)}
          onConfirm={() =>
            void attempt(async () => {
              await blockContact(id, '')
              await refreshContacts(client)
            })
          }
        >
          {t`O que este contato escrever continua sendo guardado, mas nem o robô nem a fila respondem. Dá para desbloquear quando quiser.`}
        </Confirm>
      )}
      {open === 'erase' && (
        <Confirm
          title={t`Excluir os dados de ${name}?`}
          action={t`Excluir`}
          onClose={() => setOpen(null)}
          onConfirm={() =>
            void attempt(async () => {
              await eraseContact(id)
              await navigate({ to: '/contatos', search: {} })
              await refreshContacts(client)
            })
          }
        >
          {t`Nome, telefones, e-mails e todos os campos são apagados e não voltam. As conversas ficam, sem o nome da pessoa.`}
        </Confirm>
      )}
    </>
  )
}

function Blocked({ contact }: { contact: Contact }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const isEditable = may(useMe(), 'contacts.write')
  if (!contact.blocked_at) return null
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3 rounded-xl border border-line bg-panel p-3">
      <Ban size={16} className="text-danger" aria-hidden />
      <p className="min-w-40 flex-1">
        {t`Bloqueado: o que escreve é guardado, mas ninguém responde.`}
        {contact.block_reason && ` ${contact.block_reason}`}
      </p>
      {isEditable && (
        <Button
          size="sm"
          onClick={() =>
            void attempt(async () => {
              await unblockContact(contact.id)
              await refreshContacts(client)
            })
          }
        >
          {t`Desbloquear`}
        </Button>
      )}
    </div>
  )
}

function Duplicates({ contact, isEditable }: { contact: Contact; isEditable: boolean }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { data = [] } = useQuery(duplicatesQuery(contact.id))
  const [chosen, setChosen] = useState<string | null>(null)
  const reasons = { phone: t`mesmo telefone`, email: t`mesmo e-mail`, name: t`nome parecido` }
  if (data.length === 0 || !isEditable) return null
  return (
    <Section title={t`Pode ser a mesma pessoa`}>
      <ul className="divide-y divide-line">
        {data.slice(0, 5).map(({ reason, contact: { id, name, phone, email } }) => (
          <li key={id} className="flex flex-wrap items-center gap-2 py-2 first:pt-0 last:pb-0">
            <Link to="/contatos/$id" params={{ id }} className="min-w-32 flex-1 truncate font-medium">
              {name}
            </Link>
            <span className="text-xs text-mute">{phone ? formatPhone(phone) : email}</span>
            <Badge>{reasons[reason]}</Badge>
            <Button size="sm" aria-label={t`Juntar com ${name}`} onClick={() => setChosen(id)}>
              {t`Juntar`}
            </Button>
            <Button
              size="sm"
              look="quiet"
              onClick={() =>
                void attempt(async () => {
                  await tellApart(contact.id, id)
                  await client.invalidateQueries(duplicatesQuery(contact.id))
                })
              }
            >
              {t`São pessoas diferentes`}
            </Button>
          </li>
        ))}
      </ul>
      {chosen && <MergeDialog contact={contact} otherId={chosen} onClose={() => setChosen(null)} />}
    </Section>
  )
}

function Merges({ contact, isEditable }: { contact: Contact; isEditable: boolean }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data = [] } = useQuery(mergesQuery(contact.id))
  const { day } = useFormats()
  const now = useMinutes()
  if (data.length === 0) return null
  async function undo(id: string, name: string, absorbedId: string) {
    await attempt(async () => {
      await undoMerge(contact.id, id)
      await refreshContacts(client)
      toast.success(t`${name} é um contato próprio de novo.`, {
        action: {
          label: t`Abrir`,
          onClick: () => void navigate({ to: '/contatos/$id', params: { id: absorbedId } }),
        },
      })
    })
  }
  return (
    <Section title={t`Contatos juntados a este`}>
      <ul className="divide-y divide-line">
        {data.map((one) => {
          const { absorbed_name: name, merged_by_name: by } = one
          const on = day(one.created_at, now)
          return (
            <li key={one.id} className="flex flex-wrap items-center gap-2 py-2 first:pt-0 last:pb-0">
              <p className="min-w-40 flex-1">
                <span className="font-medium">{name}</span>{' '}
                <span className="text-xs text-mute">
                  {one.undone_at ? t`separado de novo` : by ? t`por ${by}, ${on}` : on}
                </span>
              </p>
              {isEditable && one.may_be_undone && (
                <Button
                  size="sm"
                  icon={<Undo2 size={14} />}
                  aria-label={t`Separar ${name}`}
                  onClick={() => void undo(one.id, name, one.absorbed_id)}
                >
                  {t`Separar`}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** What has to be done for them, and what happened. */
function Happened({ contact: { id } }: { contact: Contact }) {
  const { data: whole } = useQuery(standingQuery(id))
  useLiveCustomer(id)
  return (
    <div className="mb-5 rounded-xl border border-line bg-panel px-4 py-1 [&>section:first-child]:border-t-0">
      <Activities about={{ contact_id: id }} />
      {whole && <Life contactId={id} currency={whole.currency} />}
    </div>
  )
}

function Deals({ contact }: { contact: Contact }) {
  const { t } = useLingui()
  const money = useMoney()
  const mayRead = may(useMe(), 'deals.read')
  const { data } = useQuery({ ...contactDealsQuery(contact.id), enabled: mayRead })
  if (!data || data.items.length === 0) return null
  return (
    <Section title={t`Negócios`}>
      <ul className="divide-y divide-line">
        {data.items.map(({ id, name, value }) => (
          <li key={id} className="flex gap-3 py-2 first:pt-0 last:pb-0">
            <Link to="/negocios" search={{ deal: id }} className="min-w-0 flex-1 truncate font-medium">
              {name}
            </Link>
            <span className="text-mute tabular-nums">{money(value)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
