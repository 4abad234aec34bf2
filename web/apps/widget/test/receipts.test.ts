import { expect, it } from 'vitest'
import { Receipts } from '../src/chat/receipts.ts'
import type { ChatMessage, Receipt } from '../src/protocol.ts'

const messages = (...ids: string[]) => ids.map((id) => ({ id }) as ChatMessage)

it('each message is told delivered once, then read once', () => {
  const sent: Receipt[] = []
  const receipts = new Receipts((frame) => sent.push(frame))

  receipts.add('delivered', messages('1', '2'))
  receipts.add('delivered', messages('2'))
  receipts.flush()
  receipts.add('read', messages('1', '2'))
  receipts.add('delivered', messages('1'))
  receipts.flush()
  receipts.flush()

  expect(sent.map((frame) => [frame.state, frame.message_ids])).toEqual([
    ['delivered', ['1', '2']],
    ['read', ['1', '2']],
  ])
})

it('many go a hundred at a time', () => {
  const sent: Receipt[] = []
  const receipts = new Receipts((frame) => sent.push(frame))

  receipts.add('read', messages(...Array.from({ length: 230 }, (_, at) => String(at))))
  receipts.flush()

  expect(sent.map((frame) => frame.message_ids.length)).toEqual([100, 100, 30])
})
