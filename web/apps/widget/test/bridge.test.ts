import { afterEach, expect, it } from 'vitest'
import { listen, type ToPage } from '../src/bridge.ts'

const OURS = 'https://chat.example.com'
const received: ToPage[] = []
const other = {} as Window
let stop = () => {}

afterEach(() => {
  stop()
  received.length = 0
})

function arrive(origin: string, source: Window, data: unknown): void {
  stop = listen<ToPage>('attendance-page', { window: () => window, origin: OURS }, (message) => received.push(message))
  dispatchEvent(Object.assign(new Event('message'), { origin, source, data }))
}

it('a message of the right window and origin is heard', () => {
  arrive(OURS, window, { to: 'attendance-page', type: 'close' })

  expect(received).toEqual([{ to: 'attendance-page', type: 'close' }])
})

it.each([
  ['another origin', 'https://chat.example.com.evil.com', window, { to: 'attendance-page', type: 'close' }],
  ['another window', OURS, other, { to: 'attendance-page', type: 'close' }],
  ['another addressee', OURS, window, { to: 'attendance-panel', type: 'close' }],
  ['no message', OURS, window, null],
  ['text', OURS, window, 'close'],
])('%s is not', (_, origin, source, data) => {
  arrive(origin, source, data)

  expect(received).toEqual([])
})
