import type { Deal, Pipeline, PipelineColumn } from '@attendance/api'
import { DndContext, DragOverlay, type Announcements, type DragEndEvent } from '@dnd-kit/core'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { dropOf, landing, type Landing } from '../board'
import { underPointer, useDealSensors } from '../dragging'
import { Column } from './Column'
import { DealFace } from './DealCard'

export interface Handling {
  mayMove: boolean
  onOpen: (deal: Deal) => void
  onMove: (deal: Deal, to: Landing) => void
  onMore: (column: PipelineColumn) => void
}

interface BoardProps extends Handling {
  board: Pipeline
}

/** The stages side by side; what is dragged is said to who can't see it. */
export function Board({ board, ...handling }: BoardProps) {
  const { t } = useLingui()
  const sensors = useDealSensors()
  const announcements = useAnnouncements(board)
  const [lifted, setLifted] = useState<Deal | null>(null)
  function drop({ active, over }: DragEndEvent) {
    setLifted(null)
    const deal = dealOf(active)
    const to = deal && over && landing(board, deal.id, String(over.id))
    if (deal && to) handling.onMove(deal, to)
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      accessibility={{
        announcements,
        screenReaderInstructions: {
          draggable: t`Espaço pega o negócio, as setas o levam, espaço solta, Esc cancela. Enter abre o negócio.`,
        },
      }}
      onDragStart={({ active }) => setLifted(dealOf(active) ?? null)}
      onDragCancel={() => setLifted(null)}
      onDragEnd={drop}
    >
      <div className="flex h-full snap-x gap-3 overflow-x-auto px-4 pb-4 max-md:snap-mandatory">
        {board.columns.map((column) => (
          <Column key={column.stage.key} column={column} board={board} {...handling} />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>{lifted && <DealFace deal={lifted} isLifted />}</DragOverlay>
    </DndContext>
  )
}

function dealOf(active: { data: { current?: Record<string, unknown> | undefined } }): Deal | undefined {
  return active.data.current?.deal as Deal | undefined
}

function useAnnouncements(board: Pipeline): Announcements {
  const { t } = useLingui()
  const nameOf = (id: unknown) =>
    board.columns.find(({ stage }) => stage.key === dropOf(String(id ?? '')).stage)?.stage.name ?? ''
  return {
    onDragStart: ({ active }) => {
      const name = dealOf(active)?.name ?? ''
      return t`Negócio ${name} na mão.`
    },
    onDragOver: ({ over }) => {
      const stage = nameOf(over?.id)
      return over ? t`Sobre a etapa ${stage}.` : t`Fora das etapas.`
    },
    onDragEnd: ({ over }) => {
      const stage = nameOf(over?.id)
      return over ? t`Solto em ${stage}.` : t`De volta ao lugar.`
    },
    onDragCancel: () => t`De volta ao lugar.`,
  }
}
