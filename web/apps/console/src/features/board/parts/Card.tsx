import type { KanbanCard } from '@attendance/api'
import { cn, Menu, MenuItem, MenuLabel } from '@attendance/ui'
import { useDraggable } from '@dnd-kit/core'
import { useLingui } from '@lingui/react/macro'
import { EllipsisVertical, MessageSquare } from 'lucide-react'
import { COLUMNS, type ColumnKey } from '../columns'
import { useColumnNames } from '../words'
import { CardFace } from './CardFace'

interface CardProps {
  card: KanbanCard
  isOpen: boolean
  isFlying: boolean
  mayMove: boolean
  onOpen: () => void
  onMove: (to: ColumnKey) => void
}

/** A card: dragged it moves, pressed it opens, and its menu does the same without dragging. */
export function Card({ card, isOpen, isFlying, mayMove, onOpen, onMove }: CardProps) {
  const { t } = useLingui()
  const { setNodeRef, listeners, attributes, isDragging } = useDraggable({
    id: card.session_id,
    data: { card },
    disabled: !mayMove || isFlying,
  })
  return (
    <article
      aria-label={t`Conversa #${card.number} de ${card.user_name}`}
      className={cn('relative h-full', (isDragging || isFlying) && 'opacity-50')}
    >
      <div
        ref={setNodeRef}
        {...attributes}
        {...listeners}
        role="button"
        tabIndex={0}
        aria-disabled={undefined}
        aria-label={t`Abrir a conversa #${card.number} de ${card.user_name}`}
        aria-pressed={isOpen}
        onClick={onOpen}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isDragging) onOpen()
          listeners?.onKeyDown?.(event)
        }}
        className={cn(
          'h-full cursor-pointer touch-manipulation rounded-lg select-none hover:brightness-[0.98]',
          isOpen && 'ring-2 ring-brand',
        )}
      >
        <CardFace card={card} />
      </div>
      <div className="absolute top-1 right-1">
        <Menu
          trigger={
            <button
              type="button"
              aria-label={t`Ações do cartão #${card.number}`}
              className="grid size-7 place-items-center rounded-md text-mute hover:bg-raised hover:text-ink"
            >
              <EllipsisVertical size={15} aria-hidden />
            </button>
          }
        >
          <MenuItem icon={<MessageSquare size={14} />} onChoose={onOpen}>{t`Abrir a conversa`}</MenuItem>
          {mayMove && <Targets column={card.column} onMove={onMove} />}
        </Menu>
      </div>
    </article>
  )
}

function Targets({ column, onMove }: { column: ColumnKey; onMove: (to: ColumnKey) => void }) {
  const { t } = useLingui()
  const names = useColumnNames()
  return (
    <>
      <MenuLabel>{t`Mover para`}</MenuLabel>
      {COLUMNS.filter((one) => one !== column).map((one) => (
        <MenuItem key={one} onChoose={() => onMove(one)}>
          {names[one]}
        </MenuItem>
      ))}
    </>
  )
}
