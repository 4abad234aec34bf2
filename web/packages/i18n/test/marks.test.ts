import { expect, it } from 'vitest'
import { marked } from '../src/marks'

const shown = (text: string) =>
  marked(text).map((piece) => (piece.mark ? `[${piece.mark} ${piece.text}]` : piece.text))

it.each([
  ['escreva *atendente*.', ['escreva ', '[* atendente]', '.']],
  ['_já_ e ~não~', ['[_ já]', ' e ', '[~ não]']],
  ['*duas palavras* aqui', ['[* duas palavras]', ' aqui']],
  ['2*3*4', ['2*3*4']],
  ['file_name_v2', ['file_name_v2']],
  ['* item\n* outro', ['* item\n* outro']],
  ['**', ['**']],
  ['só um * aqui', ['só um * aqui']],
  ['', []],
])('%s', (text, pieces) => {
  expect(shown(text)).toEqual(pieces)
})

it('a long line of asterisks takes no time', () => {
  expect(marked('*a '.repeat(5000)).length).toBeGreaterThan(0)
})
