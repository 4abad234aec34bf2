import { channelName, Input, Segmented, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { useAttendants } from '@/features/attendants/api'
import { inboxesQuery } from '@/features/inboxes/api'
import { queuesQuery } from '@/features/queues/api'
import { daysShown, type InsightsSearch, type Preset } from '../search'

interface FiltersProps {
  search: InsightsSearch
  onChange: (search: InsightsSearch) => void
}

/** Period, queue, attendant and channel: they stand in the address, so that a view can be sent to somebody. */
export function Filters({ search, onChange }: FiltersProps) {
  const { t } = useLingui()
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <PeriodFilter search={search} onChange={onChange} />
      <ScopeFilters search={search} onChange={onChange} />
      {(search.queue || search.who || search.channel) && (
        <button
          type="button"
          className="rounded px-1.5 py-1 text-brand-text hover:underline"
          onClick={() => onChange({ ...search, queue: undefined, who: undefined, channel: undefined })}
        >{t`Tirar os filtros`}</button>
      )}
    </div>
  )
}

function PeriodFilter({ search, onChange }: FiltersProps) {
  const { t } = useLingui()
  const now = useMinutes()
  const { timeZone } = useFormats()
  const days = daysShown(search, now, timeZone)
  const isOwn = search.from !== undefined
  const choose = (value: Preset | 'own') => {
    const { from: _, to: __, period: ___, ...rest } = search
    if (value === 'own') onChange({ ...rest, ...days })
    else onChange({ ...rest, ...(value === 'week' ? {} : { period: value }) })
  }
  const field = (name: 'from' | 'to', label: string) => (
    <Input
      type="date"
      aria-label={label}
      value={days[name]}
      className="h-8 w-36"
      onChange={({ target }) => {
        if (!target.value) return
        const wanted = { ...days, [name]: target.value }
        // The other end follows when the two would cross.
        if (wanted.from > wanted.to) wanted[name === 'from' ? 'to' : 'from'] = target.value
        onChange({ ...search, ...wanted })
      }}
    />
  )
  return (
    <>
      <Segmented<Preset | 'own'>
        label={t`Período`}
        value={isOwn ? 'own' : (search.period ?? 'week')}
        onChange={choose}
        options={[
          { value: 'today', label: t`Hoje` },
          { value: 'week', label: t`7 dias` },
          { value: 'month', label: t`30 dias` },
          { value: 'quarter', label: t`90 dias` },
          { value: 'own', label: t`Outro` },
        ]}
      />
      {isOwn && (
        <span className="flex items-center gap-1.5">
          {field('from', t`Do dia`)}
          <span aria-hidden className="text-mute">
            –
          </span>
          {field('to', t`Até o dia`)}
        </span>
      )}
    </>
  )
}

function named(things: readonly { id: string; name: string }[]) {
  return things.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ))
}

function ScopeFilters({ search, onChange }: FiltersProps) {
  const { t } = useLingui()
  const { data: queues = [] } = useQuery(queuesQuery)
  const { data: inboxes = [] } = useQuery(inboxesQuery)
  const { attendants } = useAttendants()
  const channels = [...new Set(inboxes.map(({ channel }) => channel))].toSorted()
  const choice = (key: 'queue' | 'who' | 'channel', label: string, all: string, options: ReactNode) => (
    <Select
      aria-label={label}
      value={search[key] ?? ''}
      className="w-auto max-w-56"
      onChange={({ target }) => onChange({ ...search, [key]: target.value || undefined })}
    >
      <option value="">{all}</option>
      {options}
    </Select>
  )
  const people = attendants.map(({ user_id: id, name }) => ({ id, name }))
  const kinds = channels.map((id) => ({ id, name: channelName(id) }))
  return (
    <>
      {choice('queue', t`Fila`, t`Todas as filas`, named(queues))}
      {choice('who', t`Atendente`, t`Todos os atendentes`, named(people))}
      {choice('channel', t`Canal`, t`Todos os canais`, named(kinds))}
    </>
  )
}
