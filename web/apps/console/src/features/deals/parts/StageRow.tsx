import { cn, IconButton, Input, Select } from '@attendance/ui'
import { useDraggable, useDroppable } from '@dnd-kit/core'
import { useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp, GripVertical, Trash2 } from 'lucide-react'
import { problemOf, type StageDraft } from '../stages'

interface StageRowProps {
  draft: StageDraft
  isFirst: boolean
  isLast: boolean
  onChange: (part: Partial<StageDraft>) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One stage: carried by its grip, or moved by its arrows. */
export function StageRow({ draft, isFirst, isLast, onChange, onMove, onRemove }: StageRowProps) {
  const { t } = useLingui()
  const { id, key, name, probability, kind } = draft
  const { setNodeRef, listeners, isDragging } = useDraggable({ id })
  const { setNodeRef: setDropRef } = useDroppable({ id })
  const wrong = problemOf(draft)
  const shown = name || t`Nova etapa`
  const kinds = { open: t`Em aberto`, won: t`Ganho`, lost: t`Perdido` }
  return (
    <li
      ref={setDropRef}
      aria-label={shown}
      className={cn(
        'flex flex-wrap items-center gap-2 rounded-lg border border-line bg-panel p-2',
        isDragging && 'border-brand shadow-float',
      )}
    >
      <span
        ref={setNodeRef}
        {...listeners}
        title={t`Arraste para mudar a ordem`}
        className="grid h-8 w-6 shrink-0 cursor-grab touch-none place-items-center rounded text-mute hover:bg-raised active:cursor-grabbing"
      >
        <GripVertical size={16} aria-hidden />
      </span>
      <Input
        aria-label={t`Nome da etapa`}
        aria-invalid={wrong === 'name'}
        className="min-w-36 flex-1"
        maxLength={60}
        autoFocus={key === null && name === ''}
        value={name}
        onChange={({ target: { value } }) => onChange({ name: value })}
      />
      <label className="flex items-center gap-1.5 text-xs text-mute">
        {t`Chance`}
        <Input
          aria-label={t`Chance de ${shown}, em %`}
          aria-invalid={wrong === 'probability'}
          inputMode="decimal"
          className="w-16 text-right tabular-nums"
          value={probability}
          onChange={({ target: { value } }) => onChange({ probability: value })}
        />
        %
      </label>
      <Select
        aria-label={t`Tipo de ${shown}`}
        title={key === null ? undefined : t`O tipo de uma etapa que já existe não muda.`}
        className="w-32"
        disabled={key !== null}
        value={kind}
        onChange={({ target: { value } }) => onChange(kindOf(value))}
      >
        {Object.entries(kinds).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
      <span className="ml-auto flex">
        <IconButton
          label={t`Mover ${shown} para cima`}
          icon={<ArrowUp size={15} />}
          disabled={isFirst}
          onClick={() => onMove(-1)}
        />
        <IconButton
          label={t`Mover ${shown} para baixo`}
          icon={<ArrowDown size={15} />}
          disabled={isLast}
          onClick={() => onMove(1)}
        />
        <IconButton label={t`Tirar ${shown}`} icon={<Trash2 size={15} />} onClick={onRemove} />
      </span>
    </li>
  )
}

/** What ends a deal is certain. */
function kindOf(value: string): Partial<StageDraft> {
  if (value === 'won') return { kind: 'won', probability: '100' }
  return value === 'lost' ? { kind: 'lost', probability: '0' } : { kind: 'open' }
}
