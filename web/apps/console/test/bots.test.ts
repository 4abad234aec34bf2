import type { BotFile, Company, ExecutionTurn } from '@attendance/api'
import { describe, expect, test } from 'vitest'
import { answersOf, stepsOf, turnAt, variablesBefore } from '@/features/bots/executions/replay'
import { parseExecutionSearch } from '@/features/bots/executions/search'
import { firstFile, groupsOf, isDocument, isTaken, pathFor } from '@/features/bots/files'
import { compared } from '@/features/bots/versions'
import { companyPatch, countryChoices, offsetOf, secondsOf, spanOf } from '@/features/settings/company'
import { optionsOf } from '@/features/thread/options'
import { AT, message } from './make'

const file = (path: string, kind: BotFile['kind']): BotFile => ({
  path,
  kind,
  is_text: true,
  size_bytes: 1,
  revision: 1,
  updated_at: AT,
  updated_by: null,
})
const FILES = [
  file('config.csv', 'config'),
  file('a.bas', 'script'),
  file('start.bas', 'script'),
  file('start.test.bas', 'test'),
  file('kb/faq.md', 'knowledge'),
]

describe('files', () => {
  test('are grouped, the first script at their head', () => {
    expect(groupsOf(FILES).map(({ kind, files }) => [kind, ...files.map(({ path }) => path)])).toEqual([
      ['scripts', 'start.bas', 'a.bas'],
      ['tests', 'start.test.bas'],
      ['settings', 'config.csv'],
      ['knowledge', 'kb/faq.md'],
    ])
    expect(firstFile(FILES)).toBe('start.bas')
    expect(firstFile(FILES.slice(0, 1))).toBe('config.csv')
    expect(firstFile([])).toBeNull()
  })

  test.each([
    ['script', ' trocas ', 'trocas.bas'],
    ['script', 'trocas.BAS', 'trocas.BAS'],
    ['test', 'trocas.bas', 'trocas.test.bas'],
    ['test', 'trocas.test.bas', 'trocas.test.bas'],
    ['knowledge', 'faq', 'kb/faq.md'],
    ['knowledge', 'kb/precos.csv', 'kb/precos.csv'],
    ['script', '  ', ''],
  ] as const)('a %s called %j is %s', (kind, typed, path) => {
    expect(pathFor(kind, typed)).toBe(path)
  })

  test('names differ in more than their case', () => {
    expect(isTaken('START.bas', FILES)).toBe(true)
    expect(isTaken('outro.bas', FILES)).toBe(false)
  })
})

test('documents are told from the files of a bot', () => {
  expect(['preços.md', 'lista.csv', 'manual.pdf'].every(isDocument)).toBe(true)
  expect(['bot.zip', 'start.bas', 'config.csv', 'attendant.csv', 'README.md'].some(isDocument)).toBe(false)
})

test('a version is compared with the draft by what the server tells of both', () => {
  const files = compared(
    { 'a.bas': '1', 'b.bas': '1', 'gone.bas': '1', 'c.bas': '1' },
    { 'a.bas': '1', 'b.bas': '2', 'c.bas': '1' },
    { draft: ['a.bas', 'b.bas', 'c.bas', 'new.bas'], changed: ['c.bas', 'new.bas'] },
  )

  expect(files.map(({ path, isEqual }) => [path, isEqual])).toEqual([
    ['b.bas', false],
    ['c.bas', false],
    ['gone.bas', false],
    ['new.bas', false],
    ['a.bas', true],
  ])
})

describe('replay', () => {
  const turn = (
    number: number,
    trace: unknown[][],
    variables: Record<string, string> = {},
  ): ExecutionTurn => ({
    turn: number,
    at: AT,
    took_ms: 3,
    happening: { kind: 'answer', text: 'oi' },
    trace,
    outcome: 'waiting',
    line: 9,
    variables,
  })
  const first = turn(
    1,
    [
      ['step', 2, { script: 'start.bas' }],
      ['keyword', 2, { phrase: 'TALK' }],
      ['step', 5],
    ],
    { a: '1' },
  )
  const second = turn(2, [['step', 1, { script: 'outro.bas' }]], { a: '2' })
  const silent = turn(3, [])
  const steps = stepsOf({ script: 'start.bas', turns: [first, second, silent] })

  test('every line that ran is a step, and a turn without lines is one', () => {
    expect(steps.map(({ turn, script, line, notes }) => [turn.turn, script, line, notes.length])).toEqual([
      [1, 'start.bas', 2, 1],
      [1, 'start.bas', 5, 0],
      [2, 'outro.bas', 1, 0],
      [3, 'outro.bas', 9, 0],
    ])
  })

  test.each([
    [0, 1, 2],
    [3, 1, 3],
    [1, -1, 0],
    [2, -1, 0],
    [0, -1, 0],
  ] as const)('from step %i in direction %i to step %i', (position, way, expected) => {
    expect(turnAt(steps, position, way)).toBe(expected)
  })

  test('variables before a turn are those after the one before', () => {
    expect(variablesBefore([first, second], second)).toEqual({ a: '1' })
    expect(variablesBefore([first, second], first)).toEqual({})
  })

  test("a turn's answers are found by their client ids", () => {
    const messages = [
      message(1, { client_id: 'bot:e1:1:4:1:0' }),
      message(2, { client_id: 'bot:e1:12:4:1:0' }),
      message(3),
    ]

    expect(answersOf(messages, 'e1', 1).map(({ seq }) => seq)).toEqual([1])
  })
})

test('the address of executions keeps what is known', () => {
  expect(parseExecutionSearch({ status: 'waiting', conversation: 'c1' })).toEqual({
    status: 'waiting',
    conversation: 'c1',
  })
  expect(parseExecutionSearch({ status: 'x', conversation: 3 })).toEqual({})
})

test('quick replies are read from the content, whatever it is', () => {
  const option = { value: '1', label: 'Um' }
  expect(optionsOf({ options: [option, { value: 2 }, null] })).toEqual([option])
  expect(optionsOf({ options: 'x' })).toEqual([])
  expect(optionsOf({})).toEqual([])
})

describe('company', () => {
  test.each([
    [null, null, 'hours'],
    [60, 1, 'minutes'],
    [5400, 90, 'minutes'],
    [7200, 2, 'hours'],
    [172_800, 2, 'days'],
  ] as const)('%s seconds are %s %s, and back', (seconds, amount, unit) => {
    expect(spanOf(seconds)).toEqual({ amount, unit })
    expect(secondsOf(spanOf(seconds))).toBe(seconds)
  })

  test('only what changed is sent, never too', () => {
    const company = { name: 'Loja', release_after_seconds: 60 } as Company
    expect(companyPatch(company, { ...company, release_after_seconds: null })).toEqual({
      release_after_seconds: null,
    })
  })

  test('zones and countries are told in words', () => {
    expect(offsetOf('America/Sao_Paulo', new Date(AT))).toBe('GMT-3')
    expect(countryChoices('pt-BR').find(({ id }) => id === 'DE')?.label).toBe('Alemanha')
  })
})
