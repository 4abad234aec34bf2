import { expect, test } from 'vitest'
import { mailOf, pageOf } from '@/features/mail/mail'
import { message } from './make'

const HTML =
  '<p>Oi</p><img src="cid:foto"><img data-remote-src="https://x.example/a.gif"><img src="cid:gone">'

test('a message of words alone is no mail', () => {
  expect(mailOf(message(1))).toBeNull()
  expect(mailOf(message(1, { content: { from: [], to: [] } }))).toBeNull()
})

test('copies are shown by name, else by address', () => {
  const cc = [
    { name: 'Bia', address: 'b@x.example' },
    { name: null, address: 'c@x.example' },
    'd@x.example',
    7,
  ]
  expect(mailOf(message(1, { content: { cc } }))?.copies).toEqual(['Bia', 'c@x.example', 'd@x.example'])
})

test('remote pictures load only when asked for, and from our server', () => {
  const found = message(1, {
    content: { html: `${HTML}<img data-remote-src="http://y.example/b">`, has_remote_images: true },
  })
  const mail = mailOf(found)
  if (!mail) throw new Error('it is a mail')

  const before = pageOf(mail, found, false)
  expect(before).not.toContain(' src="http')
  const after = pageOf(mail, found, true)
  expect(after).not.toContain('x.example')
  expect(after.match(/ src="\/api[^"]*"/g)).toEqual([
    ` src="/api/attendance/files/pictures/${found.id}/0"`,
    ` src="/api/attendance/files/pictures/${found.id}/1"`,
  ])
})

test('pictures of the mail are its files', () => {
  const file = { content_id: 'foto', url: '/api/attendance/files/1' }
  const found = message(1, { content: { html: HTML }, files: [file as never] })
  const mail = mailOf(found)
  if (!mail) throw new Error('it is a mail')

  const page = pageOf(mail, found, false)
  expect(page).toContain('src="/api/attendance/files/1"')
  expect(page).not.toContain('cid:')
})

test('a doubtful sender is told, also when the mail has nothing else', () => {
  expect(mailOf(message(1, { content: { unverified: 'dmarc' } }))?.isUnverified).toBe(true)
})

test('of our own mails who got a copy and the subject are shown', () => {
  const content = { cc: ['a@x.example'], bcc: ['b@x.example'], subject: 'Novo' }
  expect(mailOf(message(1, { direction: 'out', content }))).toMatchObject({
    copies: ['a@x.example'],
    blind: ['b@x.example'],
    subject: 'Novo',
  })
})
