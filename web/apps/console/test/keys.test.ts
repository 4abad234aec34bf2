import { expect, test } from 'vitest'
import { isWriting, makeKeyReader, nameOf } from '@/app/commands/keys'
import { commandFor, type Command } from '@/app/commands/registry'

const press = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...more })

test.each([
  [press('e'), 'e'],
  [press('E', { shiftKey: true }), 'E'],
  [press('?', { shiftKey: true, code: 'KeyW' }), '?'],
  [press('K', { ctrlKey: true }), 'Mod+k'],
  [press('k', { metaKey: true }), 'Mod+k'],
  [press('˜', { altKey: true, code: 'KeyN' }), 'Alt+n'],
  [press('Shift', { shiftKey: true }), null],
  [press('Escape'), 'Escape'],
])('the name of a key press', (event, name) => {
  expect(nameOf(event)).toBe(name)
})

test('g then i is a sequence only when quick', () => {
  let now = 0
  const read = makeKeyReader(() => now)
  read(press('g'))
  now = 500
  expect(read(press('i'))).toEqual(['g i', 'i'])

  read(press('g'))
  now = 2_000
  expect(read(press('i'))).toEqual(['i'])
})

test('a letter of a text begins no sequence', () => {
  const read = makeKeyReader(() => 0)
  read(press('g'), true)

  expect(read(press('e'))).toEqual(['e'])
})

function registry(...commands: Partial<Command>[]) {
  const whole = commands.map((one) => ({
    id: String(one.keys),
    title: '',
    group: 'general' as const,
    run: () => {},
    ...one,
  }))
  return { owners: [[Symbol('owner'), whole]] as const }
}

test('while a text is written only commands that say so answer', () => {
  const commands = registry({ keys: 'e' }, { keys: 'Mod+k', whileWriting: true })

  expect(commandFor(commands, ['e'], true)).toBeUndefined()
  expect(commandFor(commands, ['e'], false)?.keys).toBe('e')
  expect(commandFor(commands, ['Mod+k'], true)?.keys).toBe('Mod+k')
})

test('a sequence wins over its last key, the later command over the earlier', () => {
  const commands = registry({ keys: 'i' }, { keys: 'g i' }, { keys: 'i', id: 'later' })

  expect(commandFor(commands, ['g i', 'i'], false)?.keys).toBe('g i')
  expect(commandFor(commands, ['i'], false)?.id).toBe('later')
})

test('fields are for writing, check boxes are not', () => {
  const box = Object.assign(document.createElement('input'), { type: 'checkbox' })

  expect(isWriting(document.createElement('textarea'))).toBe(true)
  expect(isWriting(document.createElement('input'))).toBe(true)
  expect(isWriting(box)).toBe(false)
  expect(isWriting(document.createElement('button'))).toBe(false)
})
