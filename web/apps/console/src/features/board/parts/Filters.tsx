import { channelName, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useAttendants } from '@/features/attendants/api'
import { botsQuery } from '@/features/bots/api'
import { inboxesQuery } from '@/features/inboxes/api'
import { queuesQuery } from '@/features/queues/api'
import type { BoardSearch } from '../columns'

interface FiltersProps {
  search: BoardSearch
  onChange: (part: Partial<Record<keyof BoardSearch, string>>) => void
}

export function Filters({ search, onChange }: FiltersProps) {
  const { t } = useLingui()
  const { data: queues = [] } = useQuery(queuesQuery)
  const { data: bots = [] } = useQuery(botsQuery)
  const { data: inboxes = [] } = useQuery(inboxesQuery)
  const { attendants } = useAttendants()
  const channels = [...new Set(inboxes.map(({ channel }) => channel))].toSorted()
  const choice = (key: 'queue' | 'who' | 'channel' | 'bot' | 'lanes', label: string, options: ReactNode) => (
    <Select
      aria-label={label}
      value={search[key] ?? ''}
      className="w-auto max-w-52"
      onChange={(event) => onChange({ [key]: event.target.value })}
    >
      {options}
    </Select>
  )
  return (
    <>
      {choice('queue', t`Fila`, [
        <option key="" value="">{t`Todas as filas`}</option>,
        <option key="none" value="none">{t`Sem fila`}</option>,
        ...queues.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        )),
      ])}
      {choice('who', t`Atendente`, [
        <option key="" value="">{t`Todos os atendentes`}</option>,
        <option key="none" value="none">{t`Sem atendente`}</option>,
        ...attendants.map(({ user_id: id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        )),
      ])}
      {choice('channel', t`Canal`, [
        <option key="" value="">{t`Todos os canais`}</option>,
        ...channels.map((one) => (
          <option key={one} value={one}>
            {channelName(one)}
          </option>
        )),
      ])}
      {bots.length > 1 &&
        choice('bot', t`Bot`, [
          <option key="" value="">{t`Todos os bots`}</option>,
          ...bots.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          )),
        ])}
      {choice('lanes', t`Raias`, [
        <option key="" value="">{t`Sem raias`}</option>,
        <option key="queue" value="queue">{t`Raias por fila`}</option>,
        <option key="attendant" value="attendant">{t`Raias por atendente`}</option>,
      ])}
    </>
  )
}
