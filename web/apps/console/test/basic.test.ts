import type { BotFinding, KeywordHelp } from '@attendance/api'
import { ensureSyntaxTree } from '@codemirror/language'
import { EditorState, Text } from '@codemirror/state'
import { highlightTree, tagHighlighter, tags } from '@lezer/highlight'
import { describe, expect, test } from 'vitest'
import { basicLanguage } from '@/features/bots/editor/basic'
import { isCode, offersFor } from '@/features/bots/editor/completion'
import { offsetAt, rangeOf } from '@/features/bots/editor/places'

const NAMES = tagHighlighter([
  { tag: tags.keyword, class: 'keyword' },
  { tag: tags.controlKeyword, class: 'control' },
  { tag: tags.string, class: 'text' },
  { tag: tags.special(tags.string), class: 'interpolation' },
  { tag: tags.comment, class: 'comment' },
  { tag: tags.number, class: 'number' },
  { tag: tags.atom, class: 'atom' },
  { tag: tags.meta, class: 'pragma' },
  { tag: tags.labelName, class: 'label' },
])

function coloured(source: string, phrases: readonly string[] = [], isPortuguese = false): string[] {
  const state = EditorState.create({ doc: source, extensions: [basicLanguage(phrases, isPortuguese)] })
  const found: string[] = []
  const tree = ensureSyntaxTree(state, source.length, 5000)
  if (tree) highlightTree(tree, NAMES, (from, to, name) => found.push(`${name}:${source.slice(from, to)}`))
  return found
}

describe('colours', () => {
  test.each<[string, string[]]>([
    ['TALK "Oi"', ['keyword:TALK', 'text:"Oi"']],
    ['talk "Oi"', ['keyword:talk', 'text:"Oi"']],
    ['TRANSFER TO HUMAN', ['keyword:TRANSFER TO HUMAN']],
    ['IF a = 1 THEN', ['control:IF', 'number:1', 'control:THEN']],
    ["x = TRUE ' fim", ['atom:TRUE', "comment:' fim"]],
    ['REM nada', ['comment:REM nada']],
    ['# nada', ['comment:# nada']],
    ['#lang pt', ['pragma:#lang pt']],
    ["x = 'f'", ["text:'f'"]],
    ["TALK 'oi'", ['keyword:TALK', "comment:'oi'"]],
    ['menu:', ['label:menu:']],
    ['find = 1', ['number:1']],
    ['cliente.find', []],
    ['x = FIND("a")', ['text:"a"']],
    ['x = FIND "a"', ['keyword:FIND', 'text:"a"']],
  ])('%s', (source, expected) => {
    expect(coloured(source, ['TALK', 'TRANSFER TO HUMAN', 'FIND'])).toEqual(expected)
  })

  test('a text goes on over lines, with code in it', () => {
    expect(coloured('TALK "a ${UCASE(b)}\nc" : x')).toEqual([
      'keyword:TALK',
      'text:"a ',
      'interpolation:${',
      'interpolation:}',
      'text:c"',
    ])
  })

  test('a block is text until its end', () => {
    expect(coloured('BEGIN TALK\nIF só texto\nEND TALK\nTALK "x"')).toEqual([
      'keyword:BEGIN TALK',
      'text:IF só texto',
      'keyword:END TALK',
      'keyword:TALK',
      'text:"x"',
    ])
  })

  test('Portuguese words count where they are allowed', () => {
    expect(coloured('DIGA "Oi"', [], true)).toEqual(['keyword:DIGA', 'text:"Oi"'])
    expect(coloured('DIGA "Oi"')).toEqual(['text:"Oi"'])
  })
})

describe('completion', () => {
  const keyword = (phrase: string, mark: KeywordHelp['mark'] = 'core'): KeywordHelp => ({
    phrase,
    mark,
    form: 'both',
    syntax: [phrase],
    example: '',
    effects: '',
    result: '',
    errors: [],
    is_available: true,
  })
  const keywords = [
    keyword('TALK'),
    keyword('TRANSFER TO HUMAN'),
    keyword('SEND MAIL'),
    keyword('GPIO SET', 'out'),
  ]
  const labels = (before: string, source = before) => {
    const found = offersFor(before, source, keywords)
    return found && [found.from, ...found.offers.map(({ label }) => label)]
  }

  test.each<[string, (string | number)[] | null]>([
    ['T', [0, 'TALK', 'TRANSFER TO HUMAN']],
    ['transfer to', [0, 'TRANSFER TO HUMAN']],
    ['    x = sen', [8, 'SEND MAIL']],
    ['TALK nome : send ma', [12, 'SEND MAIL']],
    ['GPIO', null],
    ['TALK "T', null],
    ["' T", null],
    ['', null],
  ])('%s', (before, expected) => {
    expect(labels(before)).toEqual(expected)
  })

  test('names of the script are offered too', () => {
    expect(labels('TALK cli', 'cliente = 1\nTALK cli')).toEqual([5, 'cliente'])
  })

  test.each([
    ['TALK "a" + ', true],
    ['TALK "a', false],
    ['TALK "a\\"', false],
    ["x = 1 ' ", false],
  ])('%s is code: %s', (before, expected) => {
    expect(isCode(before)).toBe(expected)
  })
})

describe('places', () => {
  const doc = Text.of(['TALK "👋 oi" x', ''])
  const finding = (line: number, column: number, endLine: number, endColumn: number) =>
    ({ line, column, end_line: endLine, end_column: endColumn }) as BotFinding

  test('columns count characters, not halves of them', () => {
    expect(doc.sliceString(offsetAt(doc, 1, 13))).toMatch(/^x/)
  })

  test('what has no length is shown at its character, what lies outside at the nearest', () => {
    expect(rangeOf(doc, finding(1, 1, 1, 1))).toEqual({ from: 0, to: 1 })
    expect(rangeOf(doc, finding(1, 99, 1, 99))).toEqual({ from: 13, to: 14 })
    expect(rangeOf(doc, finding(9, 1, 9, 5)).from).toBe(doc.length)
  })
})
