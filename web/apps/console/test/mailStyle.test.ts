import { expect, test } from 'vitest'
import {
  hasMessage,
  previewOf,
  readMailStyle,
  USUAL_TEMPLATE,
  wrongAddresses,
  writeMailStyle,
} from '@/features/inboxes/mailStyle'

const EXAMPLE = {
  message: 'Oi {company}',
  attendant_name: 'Maria',
  customer_name: 'Ana',
  company: 'Loja',
  subject: 'Pedido',
}

test('what is not set is as the server has it', () => {
  expect(readMailStyle({ signature: 7 })).toEqual({
    fromName: '{company}',
    signature: '',
    template: USUAL_TEMPLATE,
    bcc: '',
    subject: 'Re: {subject}',
    receivingServer: '',
  })
})

test('other settings stay, and addresses are written one way', () => {
  const style = {
    fromName: ' Loja ',
    signature: 'M',
    template: '{message}',
    bcc: 'a@x.br;b@x.br  c@x.br',
    subject: ' Resposta: {subject}',
    receivingServer: ' mx.loja.example ',
  }

  expect(writeMailStyle({ mark_seen: true, bcc: 'z@x.br' }, style)).toEqual({
    mark_seen: true,
    from_name: 'Loja',
    signature: 'M',
    reply_template: '{message}',
    bcc: 'a@x.br, b@x.br, c@x.br',
    reply_subject: 'Resposta: {subject}',
    receiving_server: 'mx.loja.example',
  })
})

test('the preview replaces once: what people write is no template', () => {
  const style = {
    fromName: '{attendant_name} · {company}',
    signature: '{attendant_name}\n{unknown}',
    template: 'Olá, {customer_name}.\n\n{message}\n\n{signature}',
    bcc: '',
    subject: 'Resposta: {original_subject}',
    receivingServer: '',
  }

  expect(previewOf(style, EXAMPLE)).toEqual({
    from: 'Maria · Loja',
    body: 'Olá, Ana.\n\nOi {company}\n\nMaria\n{unknown}',
    subject: 'Resposta: Pedido',
  })
})

test('an empty signature leaves no gap at the end', () => {
  const style = readMailStyle({})

  expect(previewOf(style, EXAMPLE).body).toBe('Oi {company}')
})

test.each([
  ['a@x.br, b@y.example', []],
  ['', []],
  ['a@x', ['a@x']],
  ['Ana <a@x.br>', ['Ana', '<a@x.br>']],
])('%s', (bcc, wrong) => expect(wrongAddresses(bcc)).toEqual(wrong))

test('a template without the message would send nothing of it', () => {
  expect(hasMessage('Olá {signature}')).toBe(false)
  expect(hasMessage(USUAL_TEMPLATE)).toBe(true)
})
