import { Button, Field, IconButton, Input, Popover, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ListFilter, Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useCommands } from '@/app/commands/registry'
import { useAttendants } from '@/features/attendants/api'
import { queuesQuery } from '@/features/queues/api'
import { CATEGORIES, PRIORITIES, SORTS, STATUSES, type TicketSearch } from '../filter'
import { useTicketWords } from '../words'

interface FilterBarProps {
  search: TicketSearch
  onChange: (search: TicketSearch) => void
}

/** The words to look for, the filters that are on as chips, and more of them. */
export function FilterBar({ search, onChange }: FilterBarProps) {
  const { t } = useLingui()
  const { sorts } = useTicketWords()
  const chips = useChips(search)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className="mb-3 space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        <SearchField words={search.q ?? ''} onSearch={(q) => onChange(withValue(search, 'q', q))} />
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
          value={search.sort ?? 'updated'}
          onChange={(event) => onChange(withValue(search, 'sort', event.target.value))}
        >
          {SORTS.map((one) => (
            <option key={one} value={one}>
              {sorts[one]}
            </option>
          ))}
        </Select>
      </div>
      {chips.length > 0 && (
        <ul aria-label={t`Filtros ligados`} className="flex flex-wrap gap-1.5">
          {chips.map(({ name, value, label }) => (
            <li key={`${name} ${value}`}>
              <button
                type="button"
                onClick={() => onChange(without(search, name, value))}
                className="flex h-6 max-w-64 items-center gap-1 rounded-full bg-brand-soft pr-1.5 pl-2.5 text-xs text-brand-text"
              >
                <span className="truncate">{label}</span>
                <X size={13} aria-hidden className="shrink-0" />
                <span className="sr-only">{t`Tirar filtro`}</span>
              </button>
            </li>
          ))}
          <li>
            <Button
              size="sm"
              look="quiet"
              className="h-6"
              onClick={() => onChange(search.sort ? { sort: search.sort } : {})}
            >
              {t`Limpar tudo`}
            </Button>
          </li>
        </ul>
      )}
    </div>
  )
}

/** Asks when the typing pauses. */
function SearchField({ words, onSearch }: { words: string; onSearch: (words: string) => void }) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(words)
  const box = useRef<HTMLInputElement>(null)
  const latest = useRef(onSearch)
  useEffect(() => {
    latest.current = onSearch
  })
  useEffect(() => setTyped(words), [words])
  useEffect(() => {
    if (typed.trim() === words.trim()) return
    const timer = setTimeout(() => latest.current(typed), 250)
    return () => clearTimeout(timer)
  }, [typed, words])
  useCommands([
    {
      id: 'tickets-search',
      title: t`Buscar tickets`,
      group: 'list',
      keys: '/',
      run: () => box.current?.focus(),
    },
  ])
  return (
    <div className="relative min-w-48 flex-1">
      <Search size={15} aria-hidden className="absolute top-2 left-2.5 text-mute" />
      <Input
        ref={box}
        type="search"
        aria-label={t`Buscar tickets`}
        placeholder={t`Número, assunto, cliente ou comentário`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="pl-8"
      />
      {typed && (
        <IconButton
          label={t`Limpar a busca`}
          icon={<X size={14} />}
          className="absolute top-0.5 right-0.5 size-7"
          onClick={() => setTyped('')}
        />
      )}
    </div>
  )
}

type Many = 'status' | 'priority'

function Filters({ search, onChange }: FilterBarProps) {
  const { t } = useLingui()
  const { statuses, priorities, category } = useTicketWords()
  const { attendants } = useAttendants()
  const { data: queues = [] } = useQuery(queuesQuery)
  const set = (name: keyof TicketSearch) => (event: { target: { value: string } }) =>
    onChange(withValue(search, name, event.target.value))
  return (
    <div className="max-h-[70vh] space-y-3 overflow-auto">
      <Toggles
        title={t`Status`}
        values={STATUSES}
        names={statuses}
        chosen={search.status ?? []}
        onToggle={(value) => onChange(toggled(search, 'status', value))}
      />
      <Toggles
        title={t`Prioridade`}
        values={PRIORITIES}
        names={priorities}
        chosen={search.priority ?? []}
        onToggle={(value) => onChange(toggled(search, 'priority', value))}
      />
      <Field label={t`Responsável`}>
        {(ids) => (
          <Select {...ids} value={search.who ?? ''} onChange={set('who')}>
            <option value="">{t`Qualquer um`}</option>
            <option value="me">{t`Eu`}</option>
            <option value="none">{t`Ninguém`}</option>
            {attendants.map((one) => (
              <option key={one.user_id} value={one.user_id}>
                {one.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t`Fila`}>
        {(ids) => (
          <Select {...ids} value={search.queue ?? ''} onChange={set('queue')}>
            <option value="">{t`Todas as filas`}</option>
            {queues.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t`Categoria`}>
        {(ids) => (
          <Select {...ids} value={search.category ?? ''} onChange={set('category')}>
            <option value="">{t`Todas`}</option>
            {CATEGORIES.map((one) => (
              <option key={one} value={one}>
                {category(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t`Etiqueta`}>
        {(ids) => <Input {...ids} value={search.tag ?? ''} onChange={set('tag')} />}
      </Field>
      <div className="grid grid-cols-2 gap-2">
        <Field label={t`Mudou desde`}>
          {(ids) => <Input {...ids} type="date" value={search.from ?? ''} onChange={set('from')} />}
        </Field>
        <Field label={t`Mudou até`}>
          {(ids) => <Input {...ids} type="date" value={search.to ?? ''} onChange={set('to')} />}
        </Field>
      </div>
    </div>
  )
}

interface TogglesProps<Value extends string> {
  title: string
  values: readonly Value[]
  names: Record<Value, string>
  chosen: readonly Value[]
  onToggle: (value: Value) => void
}

function Toggles<Value extends string>({ title, values, names, chosen, onToggle }: TogglesProps<Value>) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium">{title}</legend>
      <div className="flex flex-wrap gap-1">
        {values.map((value) => (
          <Button
            key={value}
            size="sm"
            aria-pressed={chosen.includes(value)}
            className={chosen.includes(value) ? 'border-brand bg-brand-soft text-brand-text' : ''}
            onClick={() => onToggle(value)}
          >
            {names[value]}
          </Button>
        ))}
      </div>
    </fieldset>
  )
}

interface Chip {
  name: keyof TicketSearch
  value: string
  label: string
}

function useChips(search: TicketSearch): Chip[] {
  const { t } = useLingui()
  const { statuses, priorities, category } = useTicketWords()
  const { attendants } = useAttendants()
  const { data: queues = [] } = useQuery(queuesQuery)
  const chips: Chip[] = []
  for (const one of search.status ?? []) chips.push({ name: 'status', value: one, label: statuses[one] })
  for (const one of search.priority ?? [])
    chips.push({ name: 'priority', value: one, label: priorities[one] })
  const { category: kind, tag, who, queue, customer, from, to } = search
  if (kind) chips.push({ name: 'category', value: kind, label: category(kind) })
  if (tag) chips.push({ name: 'tag', value: tag, label: t`Etiqueta: ${tag}` })
  if (who) {
    const known = attendants.find((one) => one.user_id === who)?.name ?? t`Outra pessoa`
    const label = who === 'me' ? t`Meus` : who === 'none' ? t`Sem responsável` : known
    chips.push({ name: 'who', value: who, label })
  }
  if (queue) {
    const name = queues.find((one) => one.id === queue)?.name ?? ''
    chips.push({ name: 'queue', value: queue, label: t`Fila: ${name}` })
  }
  if (customer) chips.push({ name: 'customer', value: customer, label: t`Deste cliente` })
  if (from) chips.push({ name: 'from', value: from, label: t`Mudou desde ${from}` })
  if (to) chips.push({ name: 'to', value: to, label: t`Mudou até ${to}` })
  return chips
}

function withValue(search: TicketSearch, name: keyof TicketSearch, value: string): TicketSearch {
  const { [name]: _, ...rest } = search
  return value.trim() ? { ...rest, [name]: value } : rest
}

function toggled(search: TicketSearch, name: Many, value: string): TicketSearch {
  const before: readonly string[] = search[name] ?? []
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value]
  const { [name]: _, ...rest } = search
  return after.length > 0 ? ({ ...rest, [name]: after } as TicketSearch) : rest
}

function without(search: TicketSearch, name: keyof TicketSearch, value: string): TicketSearch {
  return name === 'status' || name === 'priority' ? toggled(search, name, value) : withValue(search, name, '')
}
