import type { Pipeline, PipelineColumn } from '@attendance/api'
import { Button, cn } from '@attendance/ui'
import { useDroppable } from '@dnd-kit/core'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useFormats } from '@/app/formats'
import { dropId } from '../board'
import { useMoney } from '../useMoney'
import type { Handling } from './Board'
import { DealCard } from './DealCard'

interface ColumnProps extends Handling {
  column: PipelineColumn
  board: Pipeline
}

/** A stage: what its deals add up to, and the deals themselves. */
export function Column({ column, board, mayMove, onOpen, onMove, onMore }: ColumnProps) {
  const { t } = useLingui()
  const { number } = useFormats()
  const money = useMoney()
  const { stage, items, deals } = column
  const { setNodeRef, isOver } = useDroppable({ id: dropId(stage.key) })
  const [chance, hidden] = [number(stage.probability), deals - items.length]
  return (
    <section
      ref={setNodeRef}
      aria-label={stage.name}
      data-stage={stage.key}
      className={cn(
        'flex h-full min-h-0 w-[84vw] max-w-[340px] shrink-0 snap-start flex-col rounded-xl bg-raised md:w-auto md:max-w-none md:min-w-60 md:flex-1',
        isOver && 'outline-2 -outline-offset-2 outline-brand',
      )}
    >
      <header className="px-3 pt-2.5 pb-2">
        <div className="flex items-center gap-2">
          <h2 className="min-w-0 flex-1 truncate font-semibold">{stage.name}</h2>
          {stage.kind === 'open' && (
            <span className="text-xs text-mute tabular-nums" title={t`Chance de ganhar nesta etapa`}>
              {chance}%
            </span>
          )}
        </div>
        <p className="text-xs text-mute tabular-nums">
          {deals === 0
            ? t`Nenhum negócio`
            : `${money(column.value)} · ${plural(deals, { one: '# negócio', other: '# negócios' })}`}
        </p>
      </header>
      <ul
        aria-label={stage.name}
        tabIndex={-1}
        className="min-h-16 flex-1 space-y-2 overflow-y-auto px-2 pt-1 pb-2"
      >
        {items.map((deal) => (
          <li key={deal.id}>
            <DealCard
              deal={deal}
              stages={board.columns.map((one) => one.stage)}
              mayMove={mayMove}
              onOpen={() => onOpen(deal)}
              onMove={(to) => onMove(deal, { stage: to, after: null })}
            />
          </li>
        ))}
        {hidden > 0 && (
          <li className="py-1 text-center text-xs text-mute">
            <Button
              size="sm"
              aria-label={t`Mostrar mais negócios em ${stage.name}`}
              onClick={() => onMore(column)}
            >{t`Mostrar mais`}</Button>
          </li>
        )}
      </ul>
    </section>
  )
}
