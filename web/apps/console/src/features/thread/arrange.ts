/** Turns messages, events and what is on its way into the lines of a thread. Pure, so that it can be tested. */
import type { Message, TimelineEntry } from '@attendance/api'
import type { Outgoing, Thread } from '@attendance/realtime'

export type Line =
  | { kind: 'start'; key: string }
  | { kind: 'day'; key: string; at: string }
  | { kind: 'divider'; key: string }
  | { kind: 'events'; key: string; entries: readonly TimelineEntry[] }
  | { kind: 'message'; key: string; message: Message; isFirst: boolean; isLast: boolean }
  | { kind: 'outgoing'; key: string; outgoing: Outgoing; isFirst: boolean; isLast: boolean }

type Spoken = Extract<Line, { isFirst: boolean }>

interface Arrangement {
  thread: Thread
  outbox: readonly Outgoing[]
  /** First message that was unread when the conversation was opened. */
  dividerSeq: number | null
  showEvents: boolean
  viewerId: string
  dayKey: (instant: string) => string
}

const ONE_BREATH_MS = 3 * 60_000

export function arrangeThread(wanted: Arrangement): Line[] {
  const lines: Line[] = wanted.thread.olderCursor ? [] : [{ kind: 'start', key: 'start' }]
  // Where older messages exist the first loaded day is only a part of one. It gets no heading: the first line must be
  // a message, which the scroll position can hold on to while older ones are put before it.
  const [first] = wanted.thread.messages
  let day = first && wanted.thread.olderCursor ? wanted.dayKey(first.created_at) : ''
  const openDay = (at: string) => {
    const next = wanted.dayKey(at)
    if (next !== day) lines.push({ kind: 'day', key: `day ${next}`, at })
    day = next
  }

  for (const step of inOrder(wanted)) {
    openDay(step.at)
    if (step.entry) pushEvent(lines, step.entry)
    else {
      if (step.line.kind === 'message' && step.line.message.seq === wanted.dividerSeq) {
        lines.push({ kind: 'divider', key: 'divider' })
      }
      lines.push(step.line)
    }
  }
  return grouped(lines, wanted.viewerId)
}

type Step = { at: string; entry: TimelineEntry } | { at: string; entry?: undefined; line: Spoken }

/** Messages keep their order by `seq`; each event stands before the first message that is younger. */
function inOrder({ thread, outbox, showEvents }: Arrangement): Step[] {
  const { messages, timeline, olderCursor } = thread
  const [first] = messages
  const isReached = (entry: TimelineEntry) =>
    !olderCursor || (first !== undefined && Date.parse(entry.at) >= Date.parse(first.created_at))
  // The first line of the thread says that it was opened.
  const isNews = (entry: TimelineEntry) => entry.kind !== 'conversation.opened' && isReached(entry)
  const events = showEvents ? timeline.filter(isNews) : []
  const steps: Step[] = []
  let next = 0
  for (const message of messages) {
    for (; next < events.length && Date.parse(events[next]!.at) < Date.parse(message.created_at); next += 1) {
      steps.push({ at: events[next]!.at, entry: events[next]! })
    }
    const key = message.client_id ?? message.id
    steps.push({
      at: message.created_at,
      line: { kind: 'message', key, message, isFirst: true, isLast: true },
    })
  }
  for (const entry of events.slice(next)) steps.push({ at: entry.at, entry })
  for (const outgoing of outbox) {
    const line = { kind: 'outgoing', key: outgoing.clientId, outgoing, isFirst: true, isLast: true } as const
    steps.push({ at: outgoing.at, line })
  }
  return steps
}

function pushEvent(lines: Line[], entry: TimelineEntry): void {
  const last = lines.at(-1)
  if (last?.kind === 'events') lines[lines.length - 1] = { ...last, entries: [...last.entries, entry] }
  else lines.push({ kind: 'events', key: `event ${entry.id}`, entries: [entry] })
}

/** Marks where one person's run of messages begins and ends. */
function grouped(lines: readonly Line[], viewerId: string): Line[] {
  const continues = (a: Line | undefined, b: Line | undefined) =>
    isSpoken(a) &&
    isSpoken(b) &&
    voiceOf(a, viewerId) === voiceOf(b, viewerId) &&
    Math.abs(timeOf(b) - timeOf(a)) < ONE_BREATH_MS
  return lines.map((line, index) =>
    isSpoken(line)
      ? { ...line, isFirst: !continues(lines[index - 1], line), isLast: !continues(line, lines[index + 1]) }
      : line,
  )
}

function isSpoken(line: Line | undefined): line is Spoken {
  return line?.kind === 'message' || line?.kind === 'outgoing'
}

function voiceOf(line: Spoken, viewerId: string): string {
  if (line.kind === 'outgoing') return `attendant ${viewerId} ${line.outgoing.isNote}`
  const { author, is_note: isNote } = line.message
  return `${author.kind} ${author.id ?? ''} ${isNote}`
}

function timeOf(line: Spoken): number {
  return Date.parse(line.kind === 'message' ? line.message.created_at : line.outgoing.at)
}

/** The first of the last `unread` messages of the customer; null when all was read or it isn't loaded. */
export function dividerSeqOf(messages: readonly Message[], unread: number): number | null {
  if (unread <= 0) return null
  const incoming = messages.filter((one) => one.direction === 'in')
  return incoming.at(-unread)?.seq ?? null
}
