import type { Deal, PipelineStage } from '@attendance/api'
import { cn, Menu, MenuItem, MenuLabel } from '@attendance/ui'
import { useDraggable, useDroppable } from '@dnd-kit/core'
import { useLingui } from '@lingui/react/macro'
import { EllipsisVertical } from 'lucide-react'
import { dropId } from '../board'
import { useMoney } from '../useMoney'

interface DealCardProps {
  deal: Deal
  stages: readonly PipelineStage[]
  mayMove: boolean
  onOpen: () => void
  onMove: (stage: string) => void
}

/** Dragged it moves, pressed it opens, and its menu moves without dragging. */
export function DealCard({ deal, stages, mayMove, onOpen, onMove }: DealCardProps) {
  const { t } = useLingui()
  const place = dropId(deal.stage, deal.id)
  const { setNodeRef, listeners, attributes, isDragging } = useDraggable({
    id: place,
    data: { deal },
    disabled: !mayMove,
  })
  const { setNodeRef: setDropRef, isOver } = useDroppable({ id: place })
  return (
    <article
      ref={setDropRef}
      aria-label={deal.name}
      className={cn(
        'relative',
        isDragging && 'opacity-50',
        isOver && !isDragging && 'border-t-2 border-brand pt-1',
      )}
    >
      <div
        ref={setNodeRef}
        {...attributes}
        {...listeners}
        role="button"
        tabIndex={0}
        aria-disabled={undefined}
        aria-label={t`Abrir o negócio ${deal.name}`}
        onClick={onOpen}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isDragging) onOpen()
          listeners?.onKeyDown?.(event)
        }}
        className="cursor-pointer touch-manipulation rounded-lg select-none hover:brightness-[0.98]"
      >
        <DealFace deal={deal} />
      </div>
      {mayMove && (
        <div className="absolute top-1 right-1">
          <Menu
            trigger={
              <button
                type="button"
                aria-label={t`Mover o negócio ${deal.name}`}
                className="grid size-7 place-items-center rounded-md text-mute hover:bg-raised hover:text-ink"
              >
                <EllipsisVertical size={15} aria-hidden />
              </button>
            }
          >
            <MenuLabel>{t`Mover para`}</MenuLabel>
            {stages
              .filter(({ key }) => key !== deal.stage)
              .map(({ key, name }) => (
                <MenuItem key={key} onChoose={() => onMove(key)}>
                  {name}
                </MenuItem>
              ))}
          </Menu>
        </div>
      )}
    </article>
  )
}

export function DealFace({ deal, isLifted }: { deal: Deal; isLifted?: boolean }) {
  const { t } = useLingui()
  const money = useMoney()
  const who = [deal.contact_name, deal.company].filter(Boolean).join(' · ')
  return (
    <div
      className={cn(
        'rounded-lg border border-line bg-panel px-3 py-2.5',
        isLifted && 'rotate-1 shadow-float',
      )}
    >
      <p className="truncate pr-7 font-medium">{deal.name}</p>
      {who && <p className="truncate text-xs text-mute">{who}</p>}
      <div className="mt-1 flex items-baseline gap-2">
        <span className="font-semibold tabular-nums">{money(deal.value)}</span>
        <span className="ml-auto truncate text-xs text-mute">{deal.owner_name ?? t`Sem responsável`}</span>
      </div>
      {deal.reason && <p className="truncate text-xs text-mute">{deal.reason}</p>}
    </div>
  )
}
