/** A way to the server: the WebSocket, or plain HTTP where that is blocked. Both speak the same frames. */
import type { ClientFrame, ServerFrame } from '../protocol.ts'

/** Why a line ended: `blocked` never worked, `lost` did, `expired` needs a new session, `retired` makes way. */
export type Ending = 'blocked' | 'lost' | 'expired' | 'retired'

export interface Line {
  send: (frame: ClientFrame) => void
  /** Continue with a fresh token. */
  renew: (token: string) => void
  close: () => void
  readonly ended: Promise<Ending>
}

export interface LineOptions {
  /** `/webchat/{inbox key}` */
  base: string
  token: string
  cursor: string | null
  receive: (frame: ServerFrame) => void
}

/** A promise, and what ends it. */
export function ending(): { ended: Promise<Ending>; end: (ending: Ending) => void } {
  const handle: { end?: (ending: Ending) => void } = {}
  const ended = new Promise<Ending>((resolve) => {
    handle.end = resolve
  })
  return { ended, end: (how) => handle.end?.(how) }
}
