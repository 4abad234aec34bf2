import type { ChannelInfo } from '@attendance/api'
import { describe, expect, it } from 'vitest'
import { marksOf, wordsOf } from '@/features/changes/amendment'
import { offered } from '@/features/changes/emoji'
import { offersFor } from '@/features/changes/offers'
import { batches, kindOf, refusalOf } from '@/features/media/limits'
import { cardsOf, placeOf, vcard } from '@/features/media/places'
import { clockText, sizeText } from '@/features/media/sizes'
import { AT, me, message, minutesLater } from './make'

const rule = (max_bytes: number, mime_types: string[] = []) => ({ max_bytes, mime_types })
const channel = (changes: Partial<ChannelInfo> = {}) =>
  ({
    media: {},
    can_react: true,
    can_edit: true,
    can_delete: true,
    edit_seconds: null,
    delete_seconds: 3600,
    ...changes,
  }) as ChannelInfo
const file = (name: string, type: string, size = 10) => ({ name, type, size })

describe('limits', () => {
  it('judge a file by its kind, size and type', () => {
    const media = { image: rule(100), document: rule(50, ['application/pdf']) }

    expect(refusalOf(file('a.jpg', 'image/jpeg'), { media })).toBeNull()
    expect(refusalOf(file('a.heic', ''), { media })).toBeNull()
    expect(refusalOf(file('a.jpg', 'image/jpeg', 101), { media })).toEqual({ why: 'size', mostBytes: 100 })
    expect(refusalOf(file('a.zip', 'application/zip'), { media })).toEqual({ why: 'type' })
    expect(refusalOf(file('a.pdf', 'application/pdf'), { media: {} })).toEqual({ why: 'kind' })
    expect(refusalOf(file('a.pdf', 'application/pdf', 0), { media })).toEqual({ why: 'empty' })
  })
  it('a picture that scripts could hide in is a document', () => {
    expect(kindOf({ type: 'image/svg+xml', name: 'a.svg' })).toBe('document')
  })
  it('files go in as few messages as the channel takes, the words with the first', () => {
    expect(batches([1, 2, 3], 'Olá', 2)).toEqual([
      { text: 'Olá', files: [1, 2] },
      { text: '', files: [3] },
    ])
    expect(batches([], 'Olá', 2)).toEqual([{ text: 'Olá', files: [] }])
  })
})

describe('places and people', () => {
  it.each([
    ['whatsapp', { location: { latitude: -23.5, longitude: -46.6, name: 'Loja' } }, 'Loja'],
    ['telegram', { venue: { location: { latitude: -23.5, longitude: -46.6 }, title: 'Loja' } }, 'Loja'],
    ['messenger', { attachments: [{ payload: { coordinates: { lat: '-23.5', long: -46.6 } } }] }, null],
  ])('are read as %s brings them', (_name, content, name) => {
    expect(placeOf(content)).toMatchObject({ latitude: -23.5, longitude: -46.6, name })
  })
  it('nothing is no place', () => {
    expect(placeOf({ location: 'here' })).toBeNull()
  })
  it('a card can be saved, whatever its name holds', () => {
    const [card] = cardsOf({
      contacts: [{ name: { formatted_name: 'Lima; Ana' }, phones: [{ phone: '+5511' }] }],
    })

    expect(vcard(card!)).toContain('FN:Lima\\; Ana\r\nTEL;VALUE=text:+5511')
  })
})

describe('what may be changed', () => {
  const mine = message(1, {
    direction: 'out',
    author: { kind: 'attendant', id: 'me', name: 'Maria' },
    state: 'sent',
    sent_at: AT,
  })
  const asked = { standing: 'open' as const, me: me(), channel: channel(), now: Date.parse(minutesLater(10)) }

  it('mine, while the channel lets me', () => {
    expect(offersFor({ ...asked, message: mine })).toEqual({
      reply: true,
      react: true,
      edit: true,
      remove: true,
    })
    expect(offersFor({ ...asked, message: mine, now: Date.parse(minutesLater(61)) }).remove).toBe(false)
  })
  it("not a colleague's, unless I lead", () => {
    const theirs = { ...mine, author: { ...mine.author, id: 'other' } }

    expect(offersFor({ ...asked, message: theirs }).edit).toBe(false)
    expect(
      offersFor({
        ...asked,
        message: theirs,
        me: me({ permissions: ['conversations.reply', 'conversations.assign'] }),
      }).edit,
    ).toBe(true)
  })
  it("never the customer's words, never a deleted message", () => {
    expect(offersFor({ ...asked, message: message(1) })).toMatchObject({
      react: true,
      edit: false,
      remove: false,
    })
    expect(offersFor({ ...asked, message: { ...mine, deleted_at: AT } }).reply).toBe(false)
  })
  it('what is on its way to the channel is shown already', () => {
    const amendment = { id: 'a', kind: 'edited', text: 'Novo', by: 'me', state: 'pending', reason: null }
    expect(wordsOf(message(1, { content: { amendment } }))).toBe('Novo')

    const reacting = { ...amendment, kind: 'reacted', text: '👍' }
    expect(marksOf(message(1, { content: { amendment: reacting } }), me())).toEqual([
      { emoji: '👍', names: ['Maria Santos'], isMine: true },
    ])
  })
  it('only emoji that the channel takes are offered', () => {
    expect(offered(['❤️'])).toEqual({ quick: ['❤️'], more: [] })
  })
})

it('sizes and times are short', () => {
  expect(sizeText(1_440_000, 'pt-BR')).toBe('1,4 MB')
  expect([7, 750, 3723].map(clockText)).toEqual(['0:07', '12:30', '1:02:03'])
})
