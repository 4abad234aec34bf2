import { Button, Empty, IconButton, Menu, MenuItem } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import {
  Building2,
  Copy,
  Ellipsis,
  FileDown,
  FileUp,
  Plus,
  SearchX,
  SlidersHorizontal,
  Users,
} from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useCommands } from '@/app/commands/registry'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { among, NOTHING, toggled } from '@/features/tickets/selection'
import { countQuery, exportAddress, useContacts } from './api'
import { BulkBar } from './parts/BulkBar'
import { ContactLine } from './parts/ContactLine'
import { DuplicatesDialog } from './parts/DuplicatesDialog'
import { FilterBar } from './parts/FilterBar'
import { ImportDialog } from './parts/ImportDialog'
import { NewContactDialog } from './parts/NewContactDialog'
import { isFiltered, type ContactSearch } from './search'
import { useRows } from '@/app/useRows'

const route = getRouteApi('/shell/contatos')

/** Everybody who ever wrote, or whom somebody noted: found, filtered, chosen and changed together. */
export function ContactsPage() {
  const { t } = useLingui()
  const search = route.useSearch()
  const navigate = useNavigate()
  const mayWrite = may(useMe(), 'contacts.write')
  const [isMaking, setIsMaking] = useState(false)
  const { query, contacts } = useContacts(search)
  const show = (wanted: ContactSearch) => void navigate({ to: '/contatos', search: wanted, replace: true })
  const make = () => setIsMaking(true)
  useCommands(
    mayWrite
      ? [
          {
            id: 'new-contact',
            title: t`Novo contato`,
            group: 'list',
            keys: 'n',
            icon: <Plus size={15} />,
            run: make,
          },
        ]
      : [],
  )
  const makeButton = mayWrite && (
    <Button look="primary" icon={<Plus size={15} />} onClick={make}>{t`Novo contato`}</Button>
  )
  return (
    <Page
      title={t`Contatos`}
      actions={
        <>
          <MoreMenu search={search} />
          {makeButton}
        </>
      }
    >
      <FilterBar search={search} onChange={show} />
      <Loaded query={query}>
        {() =>
          contacts.length === 0 ? (
            <NoContacts
              isSearch={isFiltered(search)}
              onClear={() => show({})}
              action={makeButton || undefined}
            />
          ) : (
            <ContactList search={search} list={{ contacts, query }} isChoosable={mayWrite} />
          )
        }
      </Loaded>
      {isMaking && <NewContactDialog onClose={() => setIsMaking(false)} />}
    </Page>
  )
}

function MoreMenu({ search }: { search: ContactSearch }) {
  const { t } = useLingui()
  const me = useMe()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'import' | 'duplicates' | null>(null)
  const mayManage = may(me, 'contacts.manage')
  return (
    <>
      <Menu trigger={<IconButton label={t`Mais ações`} icon={<Ellipsis size={16} />} look="plain" />}>
        {mayManage && (
          <>
            <MenuItem icon={<FileUp size={14} />} onChoose={() => setOpen('import')}>
              {t`Importar contatos (CSV)…`}
            </MenuItem>
            <MenuItem
              icon={<FileDown size={14} />}
              onChoose={() => window.location.assign(exportAddress(search))}
            >{t`Exportar esta lista (CSV)`}</MenuItem>
          </>
        )}
        <MenuItem icon={<Copy size={14} />} onChoose={() => setOpen('duplicates')}>
          {t`Procurar repetidos…`}
        </MenuItem>
        <MenuItem
          icon={<Building2 size={14} />}
          onChoose={() => void navigate({ to: '/empresas' })}
        >{t`Empresas`}</MenuItem>
        {mayManage && (
          <MenuItem
            icon={<SlidersHorizontal size={14} />}
            onChoose={() => void navigate({ to: '/configuracoes/contatos' })}
          >{t`Campos dos contatos`}</MenuItem>
        )}
      </Menu>
      {open === 'import' && <ImportDialog onClose={() => setOpen(null)} />}
      {open === 'duplicates' && <DuplicatesDialog onClose={() => setOpen(null)} />}
    </>
  )
}

interface ContactListProps {
  search: ContactSearch
  list: ReturnType<typeof useContacts>
  isChoosable: boolean
}

function ContactList({ search, list: { contacts, query }, isChoosable }: ContactListProps) {
  const { t } = useLingui()
  const ids = contacts.map((one) => one.id)
  const [kept, setKept] = useState(NOTHING)
  const selection = among(kept, ids)
  const { list, rows, height, measure } = useRows(ids)
  const { data: count } = useQuery(countQuery(search))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= ids.length - 10
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage])
  const all = plural(count?.contacts ?? contacts.length, { one: '# contato', other: '# contatos' })
  return (
    <>
      <ul
        ref={list}
        aria-label={t`Contatos`}
        className="relative rounded-xl border border-line bg-panel"
        style={{ height }}
      >
        {rows.map(({ index, top }) => {
          const contact = contacts[index]
          return (
            contact && (
              <ContactLine
                key={contact.id}
                contact={contact}
                place={{ index, top, of: hasNextPage ? -1 : contacts.length }}
                measure={measure}
                isChoosable={isChoosable}
                isChosen={selection.chosen.has(contact.id)}
                onChoose={(isRange) => setKept(toggled(selection, ids, contact.id, isRange))}
              />
            )
          )
        })}
      </ul>
      <p className="py-3 text-center text-xs text-mute">{count?.is_more ? t`Mais de ${all}` : all}</p>
      {selection.chosen.size > 0 && <BulkBar ids={[...selection.chosen]} onDone={() => setKept(NOTHING)} />}
    </>
  )
}

interface NoContactsProps {
  isSearch: boolean
  onClear: () => void
  action: ReactNode
}

function NoContacts({ isSearch, onClear, action }: NoContactsProps) {
  const { t } = useLingui()
  if (!isSearch) {
    return (
      <Empty icon={<Users size={18} />} title={t`Nenhum contato ainda`} action={action}>
        {t`Quem escreve para a sua empresa aparece aqui. Você também pode criar um contato ou importar uma planilha.`}
      </Empty>
    )
  }
  return (
    <Empty
      icon={<SearchX size={18} />}
      title={t`Nenhum contato com estes filtros`}
      action={<Button onClick={onClear}>{t`Mostrar todos`}</Button>}
    >
      {t`Tire um filtro ou procure por outra palavra.`}
    </Empty>
  )
}
