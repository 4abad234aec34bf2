/** Sends what was written: one at a time per conversation, in order, until the server has it or says no.
 *
 * Survives a lost network and a reload. The client id makes a repeat harmless.
 */
import { ProblemError, Unreachable, type Message, type MessageFile, type NewMail } from '@attendance/api'
import type { Outgoing } from '@attendance/realtime'
import { api } from '@/app/client'
import { now } from '@/app/clock'
import { newId } from '@/app/ids'
import { dispatch, liveState, useLive } from '@/app/live'
import { problemText } from '@/app/problems'

const PAUSE_MS = 3_000
const busy = new Set<string>()
let key: string | null = null

/** Take up what this person left unsent; called when they sign in. */
export function openOutbox(userId: string): void {
  const next = `outbox:${userId}`
  if (key === next) return
  key = next
  for (const outgoing of stored(next)) {
    const status = outgoing.status === 'failed' ? 'failed' : 'waiting'
    dispatch({ type: 'send.begun', outgoing: { ...outgoing, status } })
  }
  sendAll()
}

/** Leave what is unsent for the next time this person signs in; called before the state is forgotten. */
export function closeOutbox(): void {
  key = null
}

interface Beside {
  files?: readonly MessageFile[]
  replyTo?: string | null
  mail?: NewMail | null
}

export function send(
  conversationId: string,
  text: string,
  isNote: boolean,
  { files = [], replyTo = null, mail = null }: Beside = {},
): void {
  const at = new Date(now()).toISOString()
  const outgoing: Outgoing = {
    clientId: newId(),
    conversationId,
    text,
    isNote,
    files,
    replyTo,
    mail,
    at,
    status: 'sending',
    problem: null,
  }
  dispatch({ type: 'send.begun', outgoing })
  void sendNext(conversationId)
}

export function sendAgain(outgoing: Outgoing): void {
  change(outgoing, 'sending')
  void sendNext(outgoing.conversationId)
}

export function discard({ clientId, conversationId }: Outgoing): void {
  dispatch({ type: 'send.dropped', clientId, conversationId })
}

async function sendNext(conversationId: string): Promise<void> {
  if (busy.has(conversationId)) return
  const next = liveState().outbox[conversationId]?.find((one) => one.status !== 'failed')
  if (!next) return
  busy.add(conversationId)
  const isSettled = await post(next)
  busy.delete(conversationId)
  if (isSettled) return sendNext(conversationId)
  setTimeout(() => void sendNext(conversationId), PAUSE_MS)
}

/** Whether the server decided; false means ask again later. */
async function post(outgoing: Outgoing): Promise<boolean> {
  const { conversationId, clientId, isNote } = outgoing
  const path = `/api/attendance/conversations/${conversationId}/${isNote ? 'notes' : 'messages'}`
  try {
    const message = await api.post<Message>(path, bodyOf(outgoing), { idempotencyKey: clientId })
    dispatch({ type: 'send.accepted', message })
    return true
  } catch (problem) {
    const isPassing =
      problem instanceof Unreachable || (problem instanceof ProblemError && isBusy(problem.status))
    change(outgoing, isPassing ? 'waiting' : 'failed', isPassing ? null : problemText(problem))
    return !isPassing
  }
}

function bodyOf({ text, clientId, files, replyTo, mail, isNote }: Outgoing): Record<string, unknown> {
  return {
    text,
    client_id: clientId,
    ...(files.length > 0 ? { files: files.map((file) => file.id) } : {}),
    ...(replyTo && !isNote ? { reply_to: replyTo } : {}),
    ...(mail && !isNote ? { mail } : {}),
  }
}

function isBusy(status: number): boolean {
  return status === 401 || status === 429 || status >= 500
}

function change(
  { clientId, conversationId }: Outgoing,
  status: Outgoing['status'],
  problem: string | null = null,
): void {
  dispatch({ type: 'send.changed', clientId, conversationId, status, problem })
}

function sendAll(): void {
  for (const conversationId of Object.keys(liveState().outbox)) void sendNext(conversationId)
}

useLive.subscribe((live, before) => {
  if (live.connection === 'live' && before.connection !== 'live') sendAll()
  if (key && live.state.outbox !== before.state.outbox) {
    localStorage.setItem(key, JSON.stringify(Object.values(live.state.outbox).flat()))
  }
})

function stored(from: string): Outgoing[] {
  try {
    const kept = JSON.parse(localStorage.getItem(from) ?? '[]') as (Outgoing & Partial<Outgoing>)[]
    return kept.map((one) => ({ ...one, files: one.files ?? [], replyTo: one.replyTo ?? null }))
  } catch {
    return []
  }
}
