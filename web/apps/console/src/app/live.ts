/** The live state of the console: one store, changed only by the reducer, fed by the socket and by what we fetch. */
import type { ServerFrame } from '@attendance/api'
import {
  applyAll,
  emptyState,
  RealtimeSocket,
  type ConnectionStatus,
  type Frame,
  type State,
} from '@attendance/realtime'
import { create } from 'zustand'
import { api } from './client'
import { now } from './clock'

interface Live {
  state: State
  connection: ConnectionStatus
}

export const useLive = create<Live>(() => ({ state: emptyState(), connection: 'connecting' }))

/** Put frames or changes through the reducer, all at once. */
export function dispatch(...frames: Frame[]): void {
  useLive.setState(({ state }) => ({ state: applyAll(frames, state, now()) }))
}

export function liveState(): State {
  return useLive.getState().state
}

const listeners = new Set<(frame: ServerFrame) => void>()

/** Hear every frame of the server as it arrives, after it was applied. */
export function onFrame(listener: (frame: ServerFrame) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

let waiting: ServerFrame[] = []
let isScheduled = false

/** A burst of frames becomes one render: at most one a frame of the screen, and timely in a hidden tab too. */
function receive(frame: ServerFrame): void {
  waiting.push(frame)
  if (isScheduled) return
  isScheduled = true
  const schedule = document.hidden ? (run: () => void) => setTimeout(run, 0) : requestAnimationFrame
  schedule(flush)
}

function flush(): void {
  isScheduled = false
  const frames = waiting
  waiting = []
  dispatch(...frames)
  for (const frame of frames) for (const listener of listeners) listener(frame)
}

export const socket = new RealtimeSocket({
  url: (cursor) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const resume = cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''
    return `${scheme}://${location.host}/api/attendance/ws${resume}`
  },
  cursor: () => liveState().cursor,
  onFrame: receive,
  onStatus: (connection) => useLive.setState({ connection }),
  // Asking who we are tells: if the session ended, that request leads to the sign-in page.
  onRefused: () => void api.get('/api/me').catch(() => undefined),
})

/** Forget everything, for the next person on this machine. What is unsent stays with its owner. */
export function forget(): void {
  useLive.setState({ state: emptyState(), connection: 'connecting' })
}

const LINE_PATIENCE_MS = 1500

/** What is fetched once the line is up misses nothing; without a line it is fetched all the same. */
export function untilLive(): Promise<void> {
  if (useLive.getState().connection === 'live') return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(), LINE_PATIENCE_MS)
    const unsubscribe = useLive.subscribe(({ connection }) => connection === 'live' && done())
    const done = () => {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
  })
}
