/** How deals are picked up, by mouse, finger and keyboard. */
import {
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

/** Space picks up and drops; Enter opens a deal at rest. */
const KEYS = {
  start: [KeyboardCode.Space],
  cancel: [KeyboardCode.Esc],
  end: [KeyboardCode.Space, KeyboardCode.Enter],
}

export function useDealSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    // A finger that moves at once scrolls; one that rests picks up.
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: toNext, keyboardCodes: KEYS, scrollBehavior: 'auto' }),
  )
}

/** Rows of a list; by keyboard their own buttons move them. */
export function useRowSensors() {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 120, tolerance: 8 } }),
  )
}

/** The card under the pointer rather than the column around it; by keyboard the middle of what is carried points. */
export const underPointer: CollisionDetection = (asked) => {
  const pointerCoordinates = asked.pointerCoordinates ?? middle(asked.collisionRect)
  const under = pointerWithin({ ...asked, pointerCoordinates })
  const cards = under.filter(({ id }) => !String(id).endsWith('/'))
  return cards.length > 0 ? cards : under
}

interface Box {
  left: number
  top: number
  width: number
  height: number
}

const middle = ({ left, top, width, height }: Box) => ({ x: left + width / 2, y: top + height / 2 })

/** Arrows lead to the nearest card or column in their direction. */
const toNext: KeyboardCoordinateGetter = (event, { context }) => {
  const held = context.collisionRect
  if (!held || !event.code.startsWith('Arrow')) return undefined
  event.preventDefault()
  const isAcross = event.code === 'ArrowLeft' || event.code === 'ArrowRight'
  const sign = event.code === 'ArrowRight' || event.code === 'ArrowDown' ? 1 : -1
  const here = middle(held)
  const targets = [...context.droppableRects.entries()]
    .filter(([id]) => id !== context.active?.id && (!isAcross || String(id).endsWith('/')))
    .map(([, rect]) => ({
      rect,
      at: isAcross ? { x: middle(rect).x, y: rect.top + held.height / 2 } : middle(rect),
    }))
    .filter(({ rect, at }) =>
      isAcross
        ? sign * (at.x - here.x) > held.width / 2
        : sign * (at.y - here.y) > held.height / 2 && here.x > rect.left && here.x < rect.left + rect.width,
    )
    .toSorted((one, other) => distance(here, one.at) - distance(here, other.at))
  const next = targets[0]
  return next && { x: next.at.x - held.width / 2, y: next.at.y - held.height / 2 }
}

const distance = (one: { x: number; y: number }, other: { x: number; y: number }) =>
  Math.hypot(one.x - other.x, one.y - other.y)
