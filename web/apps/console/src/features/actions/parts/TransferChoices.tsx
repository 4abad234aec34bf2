import { Avatar, cn, PresenceDot } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Hash } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { useAttendants } from '@/features/attendants/api'
import { STATUS_WORDS, STATUSES } from '@/features/attendants/status'
import { folded } from '@/app/fold'
import { queuesQuery } from '@/features/queues/api'
import type { Subject } from '../perform'

export interface Target {
  id: string
  name: string
}

interface ChoicesProps {
  conversation: Subject
  wanted: string
  chosen: string | null
  onChoose: (target: Target) => void
}

export function AttendantChoices({ conversation, wanted, chosen, onChoose }: ChoicesProps) {
  const { t, i18n } = useLingui()
  const { attendants } = useAttendants()
  const rows = attendants
    .filter((one) => one.user_id !== conversation.assigned_to && isLike(`${one.name} ${one.email}`, wanted))
    .toSorted((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status))
    .map((one) => ({
      id: one.user_id,
      name: one.name,
      icon: (
        <Avatar
          name={one.name}
          size="sm"
          mark={<PresenceDot status={one.status} className="size-2.5 ring-2 ring-panel" />}
        />
      ),
      hint: `${i18n._(STATUS_WORDS[one.status].title)} · ${one.active_conversations}/${one.capacity}`,
      // A conversation given to somebody offline would wait for nobody.
      isDisabled: one.status === 'offline',
    }))
  return (
    <Choices
      label={t`Pessoas`}
      rows={rows}
      chosen={chosen}
      onChoose={onChoose}
      none={t`Ninguém com esse nome.`}
    />
  )
}

export function QueueChoices({ conversation, wanted, chosen, onChoose }: ChoicesProps) {
  const { t } = useLingui()
  const { data: queues = [] } = useQuery(queuesQuery)
  const rows = queues
    .filter((one) => one.is_active && isLike(one.name, wanted))
    .map((one) => ({
      id: one.id,
      name: one.name,
      icon: <Hash size={16} aria-hidden className="text-mute" />,
      hint:
        one.id === conversation.queue_id && !conversation.assigned_to
          ? t`fila atual`
          : t`${one.online_count} online · ${one.waiting_count} esperando`,
    }))
  return (
    <Choices
      label={t`Filas`}
      rows={rows}
      chosen={chosen}
      onChoose={onChoose}
      none={t`Nenhuma fila com esse nome.`}
    />
  )
}

interface Row extends Target {
  icon: ReactNode
  hint: string
  isDisabled?: boolean
}

function Choices({
  label,
  rows,
  chosen,
  onChoose,
  none,
}: {
  label: string
  rows: Row[]
  chosen: string | null
  onChoose: (target: Target) => void
  none: string
}) {
  if (rows.length === 0) return <p className="py-6 text-center text-mute">{none}</p>
  return (
    <RadioGroup.Root
      aria-label={label}
      value={chosen}
      onValueChange={(id) => {
        const row = rows.find((one) => one.id === id)
        if (row) onChoose({ id: row.id, name: row.name })
      }}
      className="max-h-60 overflow-y-auto rounded-lg border border-line"
    >
      {rows.map(({ id, name, icon, hint, isDisabled }) => (
        <RadioGroup.Item
          key={id}
          value={id}
          disabled={isDisabled ?? false}
          aria-label={`${name}, ${hint}`}
          className={cn(
            'flex h-10 w-full items-center gap-2.5 border-b border-line px-3 text-left last:border-b-0 enabled:hover:bg-hover focus-visible:-outline-offset-2 disabled:opacity-50',
            id === chosen && 'bg-brand-soft hover:bg-brand-soft',
          )}
        >
          {icon}
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="shrink-0 text-xs text-mute">{hint}</span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}

function isLike(text: string, wanted: string): boolean {
  return folded(text).includes(folded(wanted.trim()))
}
