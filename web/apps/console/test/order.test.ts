import { expect, test } from 'vitest'
import { arrange, hold } from '@/features/inbox/order'
import { conversation, minutesLater } from './make'

const at = (id: string, minute: number) => conversation({ id, created_at: minutesLater(minute) })
const idsOf = (conversations: { id: string }[]) => conversations.map((one) => one.id)

test('rows stay where they are while new ones wait', () => {
  const held = hold([at('b', 2), at('a', 1)])

  const { shown, waiting } = arrange(held, [at('c', 3), at('b', 2), at('a', 1)])

  expect(idsOf(shown)).toEqual(['b', 'a'])
  expect(waiting).toBe(1)
})

test('a row that would move up stays, with its new content, and counts', () => {
  const held = hold([at('b', 2), at('a', 1)])

  const { shown, waiting } = arrange(held, [at('a', 5), at('b', 2)])

  expect(idsOf(shown)).toEqual(['b', 'a'])
  expect(shown[1]?.created_at).toBe(minutesLater(5))
  expect(waiting).toBe(1)
})

test('what leaves the list leaves at once', () => {
  const { shown, waiting } = arrange(hold([at('b', 2), at('a', 1)]), [at('a', 1)])

  expect(idsOf(shown)).toEqual(['a'])
  expect(waiting).toBe(0)
})

test('older ones, loaded by scrolling, go to the end', () => {
  const { shown, waiting } = arrange(hold([at('c', 3), at('b', 2)]), [at('c', 3), at('b', 2), at('a', 1)])

  expect(idsOf(shown)).toEqual(['c', 'b', 'a'])
  expect(waiting).toBe(0)
})
