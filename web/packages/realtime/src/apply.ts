/** The only place where the console's state changes: `apply(frame, state)` → the next state.
 *
 * Frames carry whole current state, so applying one twice, or an old one late, changes nothing.
 */
import type { Conversation, Message, ReadMarker } from '@attendance/api'
import { compareInstants, furtherMessage, newer } from './order'
import type { Frame, Outgoing, Part, State, Thread, Typist } from './state'

const TYPING_LASTS_MS = 6_000

/** @param now milliseconds since 1970, for what expires by itself (typing). */
export function apply(frame: Frame, state: State, now: number): State {
  return applyAll([frame], state, now)
}

export function applyAll(frames: readonly Frame[], state: State, now: number): State {
  const batch: Batch = new WeakSet()
  return frames.reduce((before, frame) => {
    const next = step(frame, before, now, batch)
    return 'cursor' in frame && frame.cursor && frame.type !== 'ready'
      ? { ...next, cursor: frame.cursor }
      : next
  }, state)
}

/** The conversation as the screen shows it: the server's, with what is in flight laid over it. */
export function overlaid(state: Pick<State, 'overlays'>, conversation: Conversation): Conversation {
  const patches = state.overlays.filter((overlay) => overlay.conversationId === conversation.id)
  return patches.reduce((shown, overlay) => ({ ...shown, ...overlay.patch }), conversation)
}

function step(frame: Frame, state: State, now: number, batch: Batch): State {
  switch (frame.type) {
    case 'ready':
      return frame.resumed ? state : startAgain(state, frame.cursor)
    case 'resync':
      return startAgain(state, frame.cursor)
    case 'conversation.upserted':
      return withConversation(state, frame.conversation, state.epoch, batch)
    case 'answered.conversation':
      return withConversation(state, frame.conversation, state.epoch, batch)
    case 'conversation.removed':
      return without(state, frame.conversation_id, frame.updated_at)
    case 'message.upserted':
      return withMessage(state, frame.message)
    case 'timeline.added':
      return inThread(state, frame.entry.conversation_id, (thread) => ({
        ...thread,
        timeline: mergedBy(thread.timeline, [frame.entry], byTime),
      }))
    case 'read.marked':
      return withRead(state, frame.marker, batch)
    case 'attendant.upserted':
      return { ...state, attendants: { ...state.attendants, [frame.attendant.id]: frame.attendant } }
    case 'queues.changed':
      return { ...state, queuesVersion: state.queuesVersion + 1 }
    case 'typing': {
      const typist = {
        kind: frame.kind,
        userId: frame.user_id,
        name: frame.name,
        until: now + TYPING_LASTS_MS,
      }
      return withTypist(state, frame.conversation_id, typist, now)
    }
    case 'viewing':
      return { ...state, viewers: { ...state.viewers, [frame.conversation_id]: frame.viewers } }
    case 'fetched.conversations':
      return frame.items.reduce(
        (next, item) =>
          withReadCount(
            withConversation(next, item.conversation, frame.epoch, batch),
            item.conversation.id,
            item.read_count,
            batch,
          ),
        state,
      )
    case 'fetched.messages':
      return withFetchedMessages(state, frame.conversationId, frame.items, frame.part)
    case 'fetched.timeline':
      return inThread(state, frame.conversationId, (thread) => ({
        ...thread,
        timeline: mergedBy(thread.timeline, frame.entries, byTime),
      }))
    case 'fetched.attendants':
      return { ...state, attendants: Object.fromEntries(frame.items.map((one) => [one.id, one])) }
    case 'send.begun':
      return inOutbox(state, frame.outgoing.conversationId, (waiting) => [
        ...waiting.filter((one) => one.clientId !== frame.outgoing.clientId),
        frame.outgoing,
      ])
    case 'send.changed':
      return inOutbox(state, frame.conversationId, (waiting) =>
        waiting.map((one) =>
          one.clientId === frame.clientId ? { ...one, status: frame.status, problem: frame.problem } : one,
        ),
      )
    case 'send.dropped':
      return settled(state, frame.conversationId, frame.clientId)
    case 'send.accepted':
      return withAcceptedMessage(state, frame.message)
    case 'overlay.added':
      return { ...state, overlays: [...state.overlays, frame.overlay] }
    case 'overlay.removed':
      return { ...state, overlays: state.overlays.filter((overlay) => overlay.id !== frame.id) }
    case 'ticket.upserted': // lists of tickets are fetched page by page: whoever holds one hears the frame
    case 'ticket.removed':
    case 'ticket_settings.changed':
    case 'ticket_notices.changed':
    case 'deal.upserted':
    case 'deal.removed':
    case 'pipeline.changed':
    case 'activity.changed':
    case 'activity.reminded':
    case 'lead.changed':
    case 'new_conversation':
    case 'pong':
      return state
  }
}

/** Keep showing what we have, but trust none of it until it was fetched again. */
function startAgain(state: State, cursor: string): State {
  const stale = Object.entries(state.threads).map(([id, thread]) => [id, { ...thread, isStale: true }])
  return {
    ...state,
    cursor,
    epoch: state.epoch + 1,
    threads: Object.fromEntries(stale),
    typists: {},
    viewers: {},
    queuesVersion: state.queuesVersion + 1,
  }
}

/** Records that this batch of frames made itself. Nobody has seen them yet, so it may go on writing into them:
 * copying ten thousand conversations once a batch is fine, once a frame is not.
 */
type Batch = WeakSet<object>

function withEntry<Value>(record: Readonly<Record<string, Value>>, id: string, value: Value, batch: Batch) {
  if (record[id] === value) return record
  const own: Record<string, Value> = batch.has(record) ? record : { ...record }
  own[id] = value
  batch.add(own)
  return own
}

function withConversation(state: State, incoming: Conversation, epoch: number, batch: Batch): State {
  const { id } = incoming
  const removedAt = state.removed[id]
  if (removedAt && compareInstants(incoming.updated_at, removedAt) < 0) return state
  const confirmed = Math.max(epoch, state.confirmedIn[id] ?? 0)
  return {
    ...state,
    conversations: withEntry(state.conversations, id, newer(state.conversations[id], incoming), batch),
    confirmedIn: withEntry(state.confirmedIn, id, confirmed, batch),
  }
}

function without(state: State, id: string, updatedAt: string): State {
  const held = state.conversations[id]
  if (held && compareInstants(held.updated_at, updatedAt) > 0) return state
  const { [id]: _conversation, ...conversations } = state.conversations
  const { [id]: _thread, ...threads } = state.threads
  return { ...state, conversations, threads, removed: { ...state.removed, [id]: updatedAt } }
}

function withMessage(state: State, incoming: Message): State {
  const next = incoming.client_id ? settled(state, incoming.conversation_id, incoming.client_id) : state
  const quiet = incoming.direction === 'in' ? withoutTypist(next, incoming.conversation_id, 'contact') : next
  return inThread(quiet, incoming.conversation_id, (thread) => placed(thread, incoming))
}

/** The answer to our own POST: older than any frame about the same message. */
function withAcceptedMessage(state: State, message: Message): State {
  const known = state.threads[message.conversation_id]?.messages.some((one) => one.id === message.id)
  return known ? settled(state, message.conversation_id, message.client_id) : withMessage(state, message)
}

function placed(thread: Thread, incoming: Message): Thread {
  const first = thread.messages[0]
  const last = thread.messages.at(-1)
  if (first && incoming.seq < first.seq && thread.olderCursor) return thread
  const messages = mergedBy(thread.messages, [incoming], bySeq, furtherMessage)
  const leavesGap = last !== undefined && incoming.seq > last.seq + 1
  return { ...thread, messages, isStale: thread.isStale || leavesGap }
}

function withFetchedMessages(state: State, id: string, items: readonly Message[], part: Part): State {
  const held = state.threads[id]
  const merge = (older: readonly Message[]) => mergedBy(older, items, bySeq, furtherMessage)
  const next = (thread: Thread): State => ({ ...state, threads: { ...state.threads, [id]: thread } })
  if (!held) return next({ messages: merge([]), timeline: [], olderCursor: part.olderCursor, isStale: false })
  if (part.at === 'older')
    return next({ ...held, messages: merge(held.messages), olderCursor: part.olderCursor })
  if (!touches(held.messages, items)) {
    return next({ ...held, messages: [...items], olderCursor: part.olderCursor, isStale: false })
  }
  const reachesBack = items.length > 0 && held.messages.length > 0 && items[0]!.seq <= held.messages[0]!.seq
  const olderCursor = reachesBack ? part.olderCursor : held.olderCursor
  return next({ messages: merge(held.messages), timeline: held.timeline, olderCursor, isStale: false })
}

/** Whether the fetched page continues or overlaps what is held, so that both together have no hole. */
function touches(held: readonly Message[], fetched: readonly Message[]): boolean {
  const last = held.at(-1)
  const first = fetched[0]
  return last !== undefined && first !== undefined && first.seq <= last.seq + 1
}

function withRead(state: State, marker: ReadMarker, batch: Batch): State {
  const id = marker.conversation_id
  if (marker.seq < (state.readSeqs[id] ?? 0)) return state
  const marked = { ...state, readSeqs: { ...state.readSeqs, [id]: marker.seq } }
  return withReadCount(marked, id, marker.read_count, batch)
}

/** Reading only grows: a list fetched before a mark was made must not bring the unread figure back. */
function withReadCount(state: State, id: string, count: number, batch: Batch): State {
  if (count <= (state.readCounts[id] ?? -1)) return state
  return { ...state, readCounts: withEntry(state.readCounts, id, count, batch) }
}

function withTypist(state: State, id: string, typist: Typist, now: number): State {
  const others = (state.typists[id] ?? []).filter(
    (one) => one.until > now && (one.kind !== typist.kind || one.userId !== typist.userId),
  )
  return { ...state, typists: { ...state.typists, [id]: [...others, typist] } }
}

function withoutTypist(state: State, id: string, kind: Typist['kind']): State {
  const typists = state.typists[id]
  if (!typists?.some((one) => one.kind === kind)) return state
  return { ...state, typists: { ...state.typists, [id]: typists.filter((one) => one.kind !== kind) } }
}

function inThread(state: State, id: string, change: (thread: Thread) => Thread): State {
  const thread = state.threads[id]
  return thread ? { ...state, threads: { ...state.threads, [id]: change(thread) } } : state
}

function inOutbox(
  state: State,
  id: string,
  change: (waiting: readonly Outgoing[]) => readonly Outgoing[],
): State {
  return { ...state, outbox: { ...state.outbox, [id]: change(state.outbox[id] ?? []) } }
}

function settled(state: State, id: string, clientId: string | null): State {
  const waiting = state.outbox[id]
  if (!waiting?.some((one) => one.clientId === clientId)) return state
  return inOutbox(state, id, (all) => all.filter((one) => one.clientId !== clientId))
}

/** Both lists in one order, one of each id; `choose` decides between two versions. */
function mergedBy<Item extends { id: string }>(
  held: readonly Item[],
  incoming: readonly Item[],
  order: (a: Item, b: Item) => number,
  choose: (held: Item | undefined, incoming: Item) => Item = (_held, item) => item,
): readonly Item[] {
  const known = new Map(held.map((item) => [item.id, item]))
  for (const item of incoming) known.set(item.id, choose(known.get(item.id), item))
  return [...known.values()].toSorted(order)
}

function bySeq(a: Message, b: Message): number {
  return a.seq - b.seq
}

function byTime(a: { at: string; id: string }, b: { at: string; id: string }): number {
  return compareInstants(a.at, b.at) || (a.id < b.id ? -1 : 1)
}
