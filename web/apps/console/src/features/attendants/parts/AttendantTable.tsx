import type { Attendant } from '@attendance/api'
import { Avatar, Badge, Meter, Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { queuesQuery } from '@/features/queues/api'
import { EditDialog } from './EditDialog'
import { StatusCell } from './StatusCell'

interface AttendantTableProps {
  attendants: readonly Attendant[]
  mayManage: boolean
}

export function AttendantTable({ attendants, mayManage }: AttendantTableProps) {
  const { t } = useLingui()
  return (
    <Table label={t`Atendentes`}>
      <thead>
        <tr>
          <Th>{t`Atendente`}</Th>
          <Th>{t`Status`}</Th>
          <Th>{t`Carga`}</Th>
          <Th>{t`Filas`}</Th>
          <Th>{t`Habilidades`}</Th>
          <Th>{t`Última atribuição`}</Th>
        </tr>
      </thead>
      <tbody>
        {attendants.map((attendant) => (
          <AttendantRow key={attendant.id} attendant={attendant} mayManage={mayManage} />
        ))}
      </tbody>
    </Table>
  )
}

function AttendantRow({ attendant, mayManage }: { attendant: Attendant; mayManage: boolean }) {
  const { t } = useLingui()
  const { duration } = useFormats()
  const now = useMinutes()
  const [isEditing, setIsEditing] = useState(false)
  const { name, active_conversations: active, capacity } = attendant
  const assigned =
    attendant.last_assigned_at && duration((now - Date.parse(attendant.last_assigned_at)) / 1000)
  return (
    <tr className="hover:bg-hover">
      <Td className="py-2">
        <div className="flex min-w-44 items-center gap-2.5 max-md:min-w-0">
          <Avatar name={name} size="sm" />
          <span className="min-w-0">
            {mayManage ? (
              <button
                type="button"
                title={name}
                onClick={() => setIsEditing(true)}
                className="block max-w-56 truncate text-left font-medium underline-offset-2 hover:underline max-md:max-w-28"
              >
                {name}
              </button>
            ) : (
              <span className="block max-w-56 truncate font-medium max-md:max-w-28" title={name}>
                {name}
              </span>
            )}
            <span className="block max-w-56 truncate text-xs text-mute max-md:max-w-28">
              {attendant.id} · {attendant.department ?? attendant.email}
            </span>
          </span>
        </div>
        {isEditing && <EditDialog attendant={attendant} onClose={() => setIsEditing(false)} />}
      </Td>
      <Td>
        <StatusCell attendant={attendant} mayManage={mayManage} />
      </Td>
      <Td>
        <div className="flex min-w-32 items-center gap-2">
          <Meter
            value={active}
            max={capacity}
            label={t`Carga de ${name}: ${active} de ${capacity}`}
            className="w-20"
          />
          <span className="text-xs text-mute tabular-nums">
            {active}/{capacity}
          </span>
        </div>
      </Td>
      <Td className="max-w-48 truncate">
        <QueueNames ids={attendant.queue_ids} />
      </Td>
      <Td>
        <Skills skills={attendant.skills} />
      </Td>
      <Td className="whitespace-nowrap text-mute">{assigned ? t`há ${assigned}` : '—'}</Td>
    </tr>
  )
}

function QueueNames({ ids }: { ids: readonly string[] }) {
  const { data: queues = [] } = useQuery(queuesQuery)
  const names = queues.filter((queue) => ids.includes(queue.id)).map((queue) => queue.name)
  return <span title={names.join(', ')}>{names.join(', ') || '—'}</span>
}

function Skills({ skills }: { skills: Attendant['skills'] }) {
  const { t } = useLingui()
  const entries = Object.entries(skills).toSorted(([, a], [, b]) => b - a)
  if (entries.length === 0) return <span className="text-mute">—</span>
  return (
    <span className="flex flex-wrap gap-1">
      {entries.map(([skill, level]) => (
        <Badge key={skill}>
          <span title={t`Nível ${level} de 5`}>
            {skill} {level}
          </span>
        </Badge>
      ))}
    </span>
  )
}
