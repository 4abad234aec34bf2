import type { Attendant, OfferedCommand, Queue } from '@attendance/api'
import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCommand, suggestionsFor, wordsFor, type Known } from '@/features/composer/slash/slash'

const COMMANDS: OfferedCommand[] = [
  { name: 'fila', example: '', does: 'Mostra quem espera', takes: 'nothing' },
  { name: 'transferir', example: '@nome ou fila', does: 'Passa', takes: 'target' },
  { name: 'status', example: 'disponível, ocupado', does: 'Muda', takes: 'status' },
]
const person = (name: string, status: Attendant['status']) =>
  ({ user_id: name, name, status }) as Partial<Attendant> as Attendant
const queue = (name: string, isActive = true) =>
  ({ id: name, name, is_active: isActive }) as Partial<Queue> as Queue
const KNOWN: Known = {
  commands: COMMANDS,
  people: [person('João Silva', 'offline'), person('Joana Lima', 'online'), person('Eu', 'online')],
  queues: [queue('Financeiro'), queue('Antiga', false)],
  meId: 'Eu',
  presence: (status) => status,
  queueWord: 'Fila',
}
const texts = (typed: string) => suggestionsFor(typed, KNOWN).map(({ text }) => text)

describe('what is a command', () => {
  test.each([
    ['/fila', true],
    ['  /fila', true],
    ['／fila', true],
    ['//fila', false],
    ['e/ou', false],
    ['', false],
    ['/', true],
  ])('%j: %s', (text, expected) => expect(isCommand(text)).toBe(expected))

  test('two slashes say one', () => {
    expect(wordsFor('//etc/hosts')).toBe('/etc/hosts')
    expect(wordsFor('bom dia')).toBe('bom dia')
  })

  test('whatever follows one slash is never words for a customer', () => {
    assert(
      property(string(), (text) => {
        const begun = text.replace(/^[\s/／⁄∕]+/, '')
        expect(isCommand(`/${begun}`)).toBe(true)
        expect(isCommand(`//${begun}`)).toBe(false)
        expect(wordsFor(`//${begun}`)).toBe(`/${begun}`)
      }),
    )
  })
})

describe('what could come next', () => {
  test.each([
    ['/', ['/fila', '/transferir ', '/status ']],
    ['/TRA', ['/transferir ']],
    ['/xyz', []],
    ['/fila ', []],
    ['/transferir @', ['/transferir @Joana Lima ', '/transferir @João Silva ']],
    ['/transferir @lim', ['/transferir @Joana Lima ']],
    ['/transferir jo', ['/transferir @Joana Lima ', '/transferir @João Silva ']],
    ['/transferir fin', ['/transferir Financeiro ']],
    ['/transferir @joao silva ela', []],
    ['/status ', ['/status disponível', '/status ocupado']],
    ['/status ocupado', []],
    ['bom dia', []],
  ])('%j', (typed, expected) => expect(texts(typed)).toEqual(expected))
})
