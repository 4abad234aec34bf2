import type { Kanban, KanbanLane } from '@attendance/api'
import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useFormats } from '@/app/formats'
import { COLUMNS, type BoardFilter, type BoardSearch } from '../columns'
import { Column, type Handling } from './Column'

interface LanesProps {
  figures: Kanban
  kind: NonNullable<BoardSearch['lanes']>
  filter: BoardFilter
  handling: Handling
}

const OPEN_AT_FIRST = 3

/** One row of columns for each queue, or each attendant. */
export function Lanes({ figures, kind, filter, handling }: LanesProps) {
  return (
    <div className="h-full space-y-2 overflow-y-auto px-4 pb-4">
      {figures.lanes.map((lane, index) => (
        <Lane
          key={lane.id ?? 'none'}
          lane={lane}
          kind={kind}
          filter={filter}
          isOpenAtFirst={index < OPEN_AT_FIRST}
          handling={handling}
        />
      ))}
    </div>
  )
}

interface LaneProps {
  lane: KanbanLane
  kind: LanesProps['kind']
  filter: BoardFilter
  isOpenAtFirst: boolean
  handling: Handling
}

function Lane({ lane, kind, filter, isOpenAtFirst, handling }: LaneProps) {
  const { t } = useLingui()
  const { number } = useFormats()
  const [isOpen, setIsOpen] = useState(isOpenAtFirst)
  const id = lane.id ?? 'none'
  const own = kind === 'queue' ? { ...filter, queue: id } : { ...filter, who: id }
  const name = lane.name ?? (kind === 'queue' ? t`Sem fila` : t`Sem atendente`)
  const total = COLUMNS.reduce((sum, column) => sum + (lane.counts[column] ?? 0), 0)
  return (
    <section aria-label={name}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="flex w-full items-center gap-2 rounded-md px-1 py-1.5 text-left hover:bg-raised"
      >
        <ChevronRight size={15} aria-hidden className={cn('transition-transform', isOpen && 'rotate-90')} />
        <span className="font-semibold">{name}</span>
        <span className="text-mute tabular-nums">{number(total)}</span>
      </button>
      {isOpen && (
        <div className="flex h-[410px] snap-x gap-3 overflow-x-auto">
          {COLUMNS.map((status) => (
            <Column
              key={status}
              lane={id}
              filter={own}
              status={status}
              count={lane.counts[status]}
              limit={null}
              {...handling}
            />
          ))}
        </div>
      )}
    </section>
  )
}
