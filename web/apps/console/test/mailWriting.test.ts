import { describe, expect, test } from 'vitest'
import { addressesOf, defaultsFor, newMailOf, originalOf, wrongIn } from '@/features/mail/writing'
import { message } from './make'

const others = (...addresses: string[]) => ({ others: addresses.map((address) => ({ name: null, address })) })
const DRAFT = { cc: '', bcc: '', subject: '', hasOriginal: true }

describe('whom an answer goes to', () => {
  test('everybody whom the last mail was addressed to', () => {
    const messages = [
      message(1, { content: others('a@x.example') }),
      message(2, { content: others('b@x.example', 'c@x.example') }),
      message(3, { direction: 'out', content: others('d@x.example') }),
    ]
    expect(defaultsFor(messages, null).cc).toBe('b@x.example, c@x.example')
    expect(defaultsFor(messages, messages[0] ?? null).cc).toBe('a@x.example')
    expect(defaultsFor([], null)).toEqual(DRAFT)
  })

  test('what is odd in a mail is nobody', () => {
    expect(defaultsFor([message(1, { content: { others: ['x', 7, null, {}] } })], null).cc).toBe('')
  })

  test.each([
    ['a@x.example; b@x.example,a@x.example', ['a@x.example', 'b@x.example']],
    ['', []],
    [' \n', []],
  ])('%j are addresses', (text, expected) => expect(addressesOf(text)).toEqual(expected))

  test('what is no address is named', () => {
    expect(wrongIn('ana, b@x.example; c@x')).toEqual(['ana', 'c@x'])
  })

  test('no subject is the conversation’s', () => {
    expect(newMailOf({ ...DRAFT, cc: 'a@x.example', subject: ' ' })).toEqual({
      cc: ['a@x.example'],
      bcc: [],
      subject: null,
      has_original: true,
    })
  })

  test('what stands below is what is quoted, else the last that the customer wrote', () => {
    const messages = [message(1, { text: 'um' }), message(2, { text: '' }), message(3, { direction: 'out' })]
    expect(originalOf(messages, null)?.text).toBe('um')
    expect(originalOf(messages, messages[2] ?? null)).toBe(messages[2])
    expect(originalOf([], null)).toBeNull()
  })
})
