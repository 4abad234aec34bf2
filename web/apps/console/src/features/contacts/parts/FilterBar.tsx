import { Button, Dialog, Field, Input, Popover, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Bookmark, ListFilter, X } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { useDebounced } from '@/app/useDebounced'
import { useAttendants } from '@/features/attendants/api'
import { attempt, companiesQuery, removeSegment, saveSegment, segmentsQuery } from '../api'
import { changed, filterOf, isFiltered, SORTS, type ContactSearch, type ContactSort } from '../search'

interface FilterBarProps {
  search: ContactSearch
  onChange: (search: ContactSearch) => void
}

/** Words to look for, a saved segment, more filters, and the order. */
export function FilterBar({ search, onChange }: FilterBarProps) {
  const { t } = useLingui()
  const [isOpen, setIsOpen] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const sorts: Record<ContactSort, string> = {
    name: t`Por nome`,
    created: t`Mais novos`,
    last_contact: t`Último contato`,
    ltv: t`Maior total de compras`,
  }
  const mayWrite = may(useMe(), 'contacts.write')
  return (
    <div className="mb-3 space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          words={search.q ?? ''}
          onSearch={(q) => {
            if (q !== (search.q ?? '')) onChange(changed(search, { q }))
          }}
        />
        <Segments search={search} onChange={onChange} />
        <Popover
          label={t`Filtros`}
          isOpen={isOpen}
          onOpenChange={setIsOpen}
          trigger={<Button icon={<ListFilter size={15} />}>{t`Filtrar`}</Button>}
        >
          <Filters search={search} onChange={onChange} />
        </Popover>
        <Select
          aria-label={t`Ordem`}
          className="w-auto"
          value={search.sort ?? 'name'}
          onChange={({ target }) => onChange(changed(search, { sort: target.value }))}
        >
          {SORTS.map((one) => (
            <option key={one} value={one}>
              {sorts[one]}
            </option>
          ))}
        </Select>
        {mayWrite && isFiltered(search) && !search.segment && (
          <Button look="quiet" icon={<Bookmark size={15} />} onClick={() => setIsSaving(true)}>
            {t`Salvar como segmento`}
          </Button>
        )}
      </div>
      <Chips search={search} onChange={onChange} />
      {isSaving && <SaveDialog search={search} onChange={onChange} onClose={() => setIsSaving(false)} />}
    </div>
  )
}

/** Asks when the typing pauses. */
function SearchField({ words, onSearch }: { words: string; onSearch: (words: string) => void }) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(words)
  const settled = useDebounced(typed.trim(), 250)
  // What was typed asks, nothing else.
  const search = useEffectEvent(onSearch)
  useEffect(() => {
    if (settled.length !== 1) search(settled)
  }, [settled])
  return (
    <Input
      type="search"
      aria-label={t`Procurar contatos`}
      placeholder={t`Nome, telefone, e-mail ou empresa`}
      className="w-72 max-sm:w-full"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}

function Segments({ search, onChange }: FilterBarProps) {
  const { t } = useLingui()
  const { data: segments = [] } = useQuery(segmentsQuery)
  if (segments.length === 0) return null
  return (
    <Select
      aria-label={t`Segmento`}
      className="w-44"
      value={search.segment ?? ''}
      onChange={({ target }) => onChange(changed(search, { segment: target.value }))}
    >
      <option value="">{t`Todos os contatos`}</option>
      {segments.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  )
}

function Filters({ search, onChange }: FilterBarProps) {
  const { t } = useLingui()
  const { attendants } = useAttendants()
  const me = useMe()
  const { data: companies } = useQuery(companiesQuery(''))
  const left = (name: 'tag' | 'tier' | 'status') => (event: { target: { value: string } }) =>
    onChange(changed(search, { [name]: event.target.value.trim() }))
  return (
    <div className="w-72 space-y-3 p-3">
      <Field label={t`Etiqueta`}>
        {(ids) => <Input {...ids} defaultValue={search.tag ?? ''} onBlur={left('tag')} />}
      </Field>
      <Field label={t`Nível`}>
        {(ids) => <Input {...ids} defaultValue={search.tier ?? ''} onBlur={left('tier')} />}
      </Field>
      <Field label={t`Situação`}>
        {(ids) => <Input {...ids} defaultValue={search.status ?? ''} onBlur={left('status')} />}
      </Field>
      <Field label={t`Responsável`}>
        {(ids) => (
          <Select
            {...ids}
            value={search.owner ?? ''}
            onChange={({ target }) => onChange(changed(search, { owner: target.value }))}
          >
            <option value="">{t`Qualquer um`}</option>
            <option value="me">{t`Eu`}</option>
            <option value="none">{t`Sem responsável`}</option>
            {attendants
              .filter((one) => one.user_id !== me.id)
              .map((one) => (
                <option key={one.user_id} value={one.user_id}>
                  {one.name}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <Field label={t`Empresa`}>
        {(ids) => (
          <Select
            {...ids}
            value={search.company ?? ''}
            onChange={({ target }) => onChange(changed(search, { company: target.value }))}
          >
            <option value="">{t`Qualquer uma`}</option>
            {companies?.items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t`Bloqueio`}>
        {(ids) => (
          <Select
            {...ids}
            value={search.blocked ?? ''}
            onChange={({ target }) => onChange(changed(search, { blocked: target.value }))}
          >
            <option value="">{t`Todos`}</option>
            <option value="true">{t`Só bloqueados`}</option>
            <option value="false">{t`Só não bloqueados`}</option>
          </Select>
        )}
      </Field>
    </div>
  )
}

const CHIPS = ['tag', 'tier', 'status', 'owner', 'company', 'blocked', 'segment'] as const

/** The filters that are on; a segment of one's own can be deleted here, too. */
function Chips({ search, onChange }: FilterBarProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { attendants } = useAttendants()
  const { data: companies } = useQuery(companiesQuery(''))
  const { data: segments = [] } = useQuery(segmentsQuery)
  const segment = segments.find(({ id }) => id === search.segment)
  const owners: Record<string, string> = { me: t`Meus`, none: t`Sem responsável` }
  const words: Record<(typeof CHIPS)[number], string | undefined> = {
    tag: search.tag,
    tier: search.tier,
    status: search.status,
    owner: owners[search.owner ?? ''] ?? attendants.find((one) => one.user_id === search.owner)?.name,
    company: companies?.items.find(({ id }) => id === search.company)?.name,
    blocked: search.blocked === 'true' ? t`Bloqueados` : t`Não bloqueados`,
    segment: segment?.name,
  }
  const on = CHIPS.filter((name) => search[name])
  if (on.length === 0) return null
  return (
    <ul aria-label={t`Filtros ligados`} className="flex flex-wrap gap-1.5">
      {on.map((name) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => onChange(changed(search, { [name]: '' }))}
            className="flex h-6 max-w-64 items-center gap-1 rounded-full bg-brand-soft pr-1.5 pl-2.5 text-xs text-brand-text"
          >
            <span className="truncate">{words[name] ?? '…'}</span>
            <X size={13} aria-hidden className="shrink-0" />
            <span className="sr-only">{t`Tirar filtro`}</span>
          </button>
        </li>
      ))}
      {segment?.is_mine && (
        <li>
          <Button
            size="sm"
            look="quiet"
            className="h-6"
            onClick={() =>
              void attempt(async () => {
                await removeSegment(segment.id)
                await client.invalidateQueries(segmentsQuery)
                onChange(changed(search, { segment: '' }))
              })
            }
          >
            {t`Excluir este segmento`}
          </Button>
        </li>
      )}
    </ul>
  )
}

function SaveDialog({ search, onChange, onClose }: FilterBarProps & { onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [isShared, setIsShared] = useState('mine')
  async function save() {
    const segment = { name: name.trim(), is_shared: isShared === 'all', filter: filterOf(search) }
    await attempt(async () => {
      const made = await saveSegment(segment as Parameters<typeof saveSegment>[0])
      await client.invalidateQueries(segmentsQuery)
      onChange(changed({}, { segment: made.id }))
      onClose()
    })
  }
  return (
    <Dialog
      title={t`Salvar como segmento`}
      description={t`Um segmento é uma lista que se atualiza sozinha: quem passar nos filtros aparece nela.`}
      closeLabel={t`Fechar`}
      size="sm"
      onClose={onClose}
      footer={
        <Button look="primary" disabled={!name.trim()} onClick={() => void save()}>
          {t`Salvar`}
        </Button>
      }
    >
      <div className="space-y-3">
        <Field label={t`Nome do segmento`}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              maxLength={100}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Field label={t`Quem vê`}>
          {(ids) => (
            <Select {...ids} value={isShared} onChange={({ target }) => setIsShared(target.value)}>
              <option value="mine">{t`Só eu`}</option>
              <option value="all">{t`Toda a equipe`}</option>
            </Select>
          )}
        </Field>
      </div>
    </Dialog>
  )
}
