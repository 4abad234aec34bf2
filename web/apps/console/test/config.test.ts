import { assert, property, string } from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { canonical, readConfig, valuesOf, withCell } from '@/features/bots/config/cells'
import { isOn, KNOWN, SECTIONS } from '@/features/bots/config/keys'

const TEXT = `name,value
# === FILA ===
attendance-queue-size,50
attendance-transfer-keywords,human,atendente,falar com
attendance-greeting,"Olá!
Diga ""oi""."

[bot]
param-empresa,Loja Exemplo
`
const value = (text: string, key: string) => valuesOf(text, KNOWN).get(key)

describe('reading', () => {
  test.each([
    ['attendance-queue-size', '50'],
    ['attendance-transfer-keywords', 'human,atendente,falar com'],
    ['attendance-greeting', 'Olá!\nDiga "oi".'],
    ['param-empresa', 'Loja Exemplo'],
  ])('%s', (key, expected) => {
    expect(value(TEXT, key)).toBe(expected)
  })

  test.each([
    ['several quoted cells are one value', 'name,value\nparam-a,"x","y"\n', 'x,y'],
    ['semicolons, as spreadsheets write them', 'name;value\nparam-a;x,y\n', 'x,y'],
    ['no header', 'param-a,x', 'x'],
    ['the first of two rows', 'param-a,x\nparam-a,y\n', 'x'],
    ['quotes that are never closed', 'param-a,"x', 'x'],
  ])('%s', (_, text, expected) => {
    expect(value(text, 'param-a')).toBe(expected)
  })

  test('attendant- and attendance- are the same at the beginning of a key', () => {
    expect(canonical('attendant-queue-size', KNOWN)).toBe('attendance-queue-size')
    expect(canonical('param-x', KNOWN)).toBe('param-x')
  })
})

describe('changing', () => {
  test('a value changes in its place; comments, order and other rows stay', () => {
    const changed = withCell(TEXT, 'attendance-queue-size', '20', KNOWN)

    expect(changed).toBe(TEXT.replace(',50', ',20'))
  })

  test('a new key comes last, and null takes a row out', () => {
    const changed = withCell(TEXT, 'crm-enabled', 'false', KNOWN)

    expect(changed).toBe(`${TEXT}crm-enabled,false\n`)
    expect(withCell(changed, 'crm-enabled', null, KNOWN)).toBe(TEXT)
  })

  test('an empty file gets its header', () => {
    expect(withCell('', 'param-a', 'b', KNOWN)).toBe('name,value\nparam-a,b\n')
  })

  test('whatever is written is read again, and nothing else changes', () => {
    assert(
      property(string(), (typed) => {
        const written = withCell(TEXT, 'attendance-greeting', typed, KNOWN)

        expect(value(written, 'attendance-greeting')).toBe(typed.trim())
        expect(value(written, 'param-empresa')).toBe('Loja Exemplo')
        expect(readConfig(written).cells).toHaveLength(readConfig(TEXT).cells.length)
      }),
    )
  })
})

test('the form has every key of the reference and no other', () => {
  const reference = readFileSync(`${import.meta.dirname}/../../../../docs/reference/config.md`, 'utf8')
  const rows = [...reference.matchAll(/^\| `([a-z0-9-]+)` \| ([^|]+) \|/gm)]

  expect(new Set(rows.map(([, name]) => name))).toEqual(KNOWN)
  const secrets = SECTIONS.flatMap(({ keys }) =>
    keys.filter(({ kind }) => kind === 'secret').map(({ name }) => name),
  )
  expect(new Set(rows.filter(([, , kind]) => kind?.trim() === 'secret').map(([, name]) => name))).toEqual(
    new Set(secrets),
  )
})

test('truth is read as the server reads it', () => {
  expect(['true', 'Sim', '1', 'on', 'yes'].every(isOn)).toBe(true)
  expect(['false', 'não', '0', ''].some(isOn)).toBe(false)
})
