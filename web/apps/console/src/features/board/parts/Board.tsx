import type { KanbanCard } from '@attendance/api'
import { DndContext, DragOverlay, type Announcements, type DragEndEvent } from '@dnd-kit/core'
import { useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import type { ColumnKey } from '../columns'
import { columnOfDrop, landing, useCardSensors } from '../dragging'
import { useColumnNames } from '../words'
import { CardFace } from './CardFace'

interface BoardProps {
  onMove: (card: KanbanCard, to: ColumnKey) => void
  children: ReactNode
}

/** Within it cards are dragged; what happens is said to who can't see it. */
export function Board({ onMove, children }: BoardProps) {
  const { t } = useLingui()
  const sensors = useCardSensors()
  const [lifted, setLifted] = useState<KanbanCard | null>(null)
  const announcements = useAnnouncements()
  function drop({ active, over }: DragEndEvent) {
    setLifted(null)
    const card = active.data.current?.card as KanbanCard | undefined
    const to = over && columnOfDrop(String(over.id))
    if (card && to) onMove(card, to)
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={landing}
      accessibility={{
        announcements,
        screenReaderInstructions: {
          draggable: t`Espaço pega o cartão, as setas levam a outra coluna, espaço solta, Esc cancela. Enter abre a conversa.`,
        },
      }}
      onDragStart={({ active }) => setLifted((active.data.current?.card as KanbanCard | undefined) ?? null)}
      onDragCancel={() => setLifted(null)}
      onDragEnd={drop}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {lifted && (
          <div className="h-28">
            <CardFace card={lifted} isLifted />
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}

function useAnnouncements(): Announcements {
  const { t } = useLingui()
  const names = useColumnNames()
  const nameOf = (id: unknown) => {
    const column = columnOfDrop(String(id ?? ''))
    return column ? names[column] : ''
  }
  return {
    onDragStart: ({ active }) => {
      const name = (active.data.current?.card as KanbanCard | undefined)?.user_name ?? ''
      return t`Cartão de ${name} na mão.`
    },
    onDragOver: ({ over }) => {
      const column = nameOf(over?.id)
      return over ? t`Sobre a coluna ${column}.` : t`Fora das colunas.`
    },
    onDragEnd: ({ over }) => {
      const column = nameOf(over?.id)
      return over ? t`Solto em ${column}.` : t`De volta ao lugar.`
    },
    onDragCancel: () => t`De volta ao lugar.`,
  }
}
