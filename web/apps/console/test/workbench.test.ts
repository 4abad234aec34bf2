import { ProblemError, type BotFileText } from '@attendance/api'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { makeWorkbench, standingOf, type Workbench } from '@/features/bots/workbench'

const file = (text: string, revision: number): BotFileText => ({
  path: 'start.bas',
  kind: 'script',
  is_text: true,
  size_bytes: text.length,
  revision,
  updated_at: '2026-11-22T12:00:00Z',
  updated_by: null,
  text,
})
const refusal = (code: string, status = 409) => new ProblemError({ status, code, detail: '', facts: {} })

const read = vi.fn<(path: string) => Promise<BotFileText>>()
const write = vi.fn<(path: string, text: string, revision: number | null) => Promise<BotFileText>>()
let bench: Workbench

const doc = () => bench.store.getState().docs['start.bas']
const standing = () => (doc() ? standingOf(doc()!) : null)

beforeEach(() => {
  vi.useFakeTimers()
  read.mockReset()
  write.mockReset()
  bench = makeWorkbench({ read, write, onChanged: () => {} })
  bench.opened(file('um', 1))
})

describe('saving', () => {
  test('what is typed is saved once the typing pauses', async () => {
    write.mockResolvedValue(file('dois', 2))

    bench.edited('start.bas', 'd')
    bench.edited('start.bas', 'dois')
    expect(standing()).toBe('unsaved')
    await vi.runAllTimersAsync()

    expect(write.mock.calls).toEqual([['start.bas', 'dois', 1]])
    expect(standing()).toBe('saved')
    expect(doc()?.revision).toBe(2)
  })

  test('what the server made of the text is shown: a secret comes back masked', async () => {
    write.mockResolvedValue(file('token,••••••••', 2))

    bench.edited('start.bas', 'token,abc')
    await bench.save('start.bas')

    expect(doc()?.text).toBe('token,••••••••')
  })

  test('what is typed during a save is kept, and saved next', async () => {
    let finish: (answer: BotFileText) => void = () => {}
    write.mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)))
    write.mockResolvedValueOnce(file('três', 3))

    bench.edited('start.bas', 'dois')
    const saving = bench.save('start.bas')
    bench.edited('start.bas', 'três')
    finish(file('dois', 2))
    await saving
    expect(doc()?.text).toBe('três')
    await vi.runAllTimersAsync()

    expect(write.mock.calls.at(-1)).toEqual(['start.bas', 'três', 2])
    expect(standing()).toBe('saved')
  })

  test('what fails stays on the screen and can be tried again', async () => {
    write.mockRejectedValueOnce(refusal('internal_error', 500)).mockResolvedValueOnce(file('dois', 2))

    bench.edited('start.bas', 'dois')
    await bench.save('start.bas')
    expect(standing()).toBe('failed')
    await bench.save('start.bas')

    expect(standing()).toBe('saved')
  })
})

describe('somebody else came first', () => {
  beforeEach(async () => {
    write.mockRejectedValueOnce(refusal('file_changed'))
    read.mockResolvedValue(file('deles', 7))
    bench.edited('start.bas', 'meu')
    await bench.save('start.bas')
  })

  test('nothing is overwritten, and nothing more is saved before a choice', async () => {
    expect(standing()).toBe('conflict')
    expect(doc()?.conflict).toEqual({ text: 'deles', revision: 7 })
    bench.edited('start.bas', 'meu ainda')
    await vi.runAllTimersAsync()

    expect(write).toHaveBeenCalledTimes(1)
  })

  test('mine stays: it is written over their revision', async () => {
    write.mockResolvedValue(file('meu', 8))

    await bench.keepMine('start.bas')

    expect(write.mock.calls.at(-1)).toEqual(['start.bas', 'meu', 7])
    expect(standing()).toBe('saved')
  })

  test('theirs stays', () => {
    bench.takeTheirs('start.bas')

    expect(doc()).toMatchObject({ text: 'deles', revision: 7, conflict: null })
    expect(standing()).toBe('saved')
  })
})

test('a file that was deleted meanwhile is made anew, or given up', async () => {
  write.mockRejectedValueOnce(refusal('not_found', 404)).mockResolvedValueOnce(file('meu', 9))
  read.mockRejectedValue(refusal('not_found', 404))

  bench.edited('start.bas', 'meu')
  await bench.save('start.bas')
  expect(doc()?.conflict).toEqual({ text: null, revision: null })
  await bench.keepMine('start.bas')

  expect(write.mock.calls.at(-1)).toEqual(['start.bas', 'meu', null])
})

test('a newer text of the server replaces what is saved here, never what is unsaved', () => {
  bench.opened(file('novo', 2))
  expect(doc()?.text).toBe('novo')

  bench.edited('start.bas', 'meu')
  bench.opened(file('mais novo', 3))

  expect(doc()?.text).toBe('meu')
})
