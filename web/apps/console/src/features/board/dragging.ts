/** How cards are picked up, by mouse, finger and keyboard, and where they land. */
import {
  closestCenter,
  KeyboardCode,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
  type CollisionDetection,
  type KeyboardCoordinateGetter,
} from '@dnd-kit/core'
import { COLUMNS, type ColumnKey } from './columns'

/** Space picks up and drops; Enter drops too, but on a card at rest it opens the conversation. */
const KEYS = {
  start: [KeyboardCode.Space],
  cancel: [KeyboardCode.Esc],
  end: [KeyboardCode.Space, KeyboardCode.Enter],
}

export function useCardSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    // A finger that moves at once scrolls; one that rests picks up.
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: toNextColumn,
      keyboardCodes: KEYS,
      scrollBehavior: 'auto',
    }),
  )
}

export const dropId = (lane: string, column: ColumnKey) => `${lane}/${column}`

export function columnOfDrop(id: string): ColumnKey | null {
  const key = id.slice(id.lastIndexOf('/') + 1)
  return COLUMNS.find((column) => column === key) ?? null
}

/** The column under the pointer; by keyboard the nearest. */
export const landing: CollisionDetection = (asked) => {
  const under = pointerWithin(asked)
  return under.length > 0 || asked.pointerCoordinates ? under : closestCenter(asked)
}

/** Arrows lead from column to column of the same lane. */
const toNextColumn: KeyboardCoordinateGetter = (event, { context }) => {
  const step = event.code === 'ArrowRight' ? 1 : event.code === 'ArrowLeft' ? -1 : 0
  if (step === 0) return undefined
  event.preventDefault()
  const over = String(context.over?.id ?? '')
  const lane = over.slice(0, over.lastIndexOf('/'))
  const now = columnOfDrop(over)
  const next = now && COLUMNS[COLUMNS.indexOf(now) + step]
  const rect = next && context.droppableRects.get(dropId(lane, next))
  const held = context.collisionRect
  if (!rect || !held) return undefined
  return {
    x: rect.left + (rect.width - held.width) / 2,
    y: rect.top + (rect.height - held.height) / 2,
  }
}
