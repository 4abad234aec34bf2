import type { Contact, DuplicateGroup } from '@attendance/api'
import { formatPhone } from '@attendance/i18n'
import { Badge, Button, Dialog, Empty } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '@/app/shell/Loaded'
import { attempt, contactQuery, duplicateGroupsQuery } from '../api'
import { MergeDialog } from './MergeDialog'

interface Pair {
  contact: Contact
  otherId: string
}

/** Contacts that share a phone, an e-mail or a whole name. */
export function DuplicatesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const query = useQuery(duplicateGroupsQuery)
  const [pair, setPair] = useState<Pair | null>(null)
  const reasons = { phone: t`Mesmo telefone`, email: t`Mesmo e-mail`, name: t`Mesmo nome` }
  const choose = ({ contacts: [one, other] }: DuplicateGroup) =>
    void attempt(async () => {
      if (one && other) setPair({ contact: await client.fetchQuery(contactQuery(one.id)), otherId: other.id })
    })
  if (pair) return <MergeDialog {...pair} onClose={() => setPair(null)} />
  return (
    <Dialog title={t`Contatos repetidos`} closeLabel={t`Fechar`} size="lg" onClose={onClose}>
      <Loaded query={query}>
        {(groups) =>
          groups.length === 0 ? (
            <Empty title={t`Nenhum contato repetido`}>
              {t`Ninguém tem o mesmo telefone, e-mail ou nome completo de outra pessoa.`}
            </Empty>
          ) : (
            <ul className="divide-y divide-line">
              {groups.map((group) => (
                <li key={`${group.reason} ${group.value}`} className="flex items-start gap-3 py-3 first:pt-0">
                  <div className="min-w-0 flex-1">
                    <Badge>{reasons[group.reason]}</Badge>
                    <ul className="mt-1">
                      {group.contacts.map(({ id, name, phone, email }) => (
                        <li key={id} className="truncate">
                          <Link to="/contatos/$id" params={{ id }} onClick={onClose} className="font-medium">
                            {name}
                          </Link>{' '}
                          <span className="text-xs text-mute">{phone ? formatPhone(phone) : email}</span>
                        </li>
                      ))}
                    </ul>
                  </div>
                  <Button size="sm" onClick={() => choose(group)}>{t`Juntar`}</Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Dialog>
  )
}
