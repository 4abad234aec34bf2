/** Files beside the words that are being written: uploaded at once, sent with them. Kept while the page is open. */
import type { FileKind, MessageFile } from '@attendance/api'
import { create } from 'zustand'
import { api } from '@/app/client'
import { newId } from '@/app/ids'
import { problemText } from '@/app/problems'
import { kindOf } from './limits'
import { upload } from './uploads'

export interface Attachment {
  id: string
  name: string
  kind: FileKind
  size: number
  type: string
  isVoice: boolean
  /** A local picture of it, for images and film. */
  preview: string | null
  status: 'uploading' | 'ready' | 'failed' | 'refused'
  /** 0 to 1 while it is uploading. */
  progress: number
  problem: string | null
  file: MessageFile | null
}

type Attached = Readonly<Record<string, readonly Attachment[]>>

const useAttached = create<{ attached: Attached }>(() => ({ attached: {} }))
const bodies = new Map<string, Blob>()
const cancels = new Map<string, () => void>()
const NONE: readonly Attachment[] = []

/** Where the files of a ticket's comment wait: uploaded for its conversation, apart from what is written there. */
export const placeOfTicket = (conversationId: string, ticketId: string) => `${conversationId}#${ticketId}`

export function useAttachments(conversationId: string): readonly Attachment[] {
  return useAttached(({ attached }) => attached[conversationId] ?? NONE)
}

export function attachmentsOf(conversationId: string): readonly Attachment[] {
  return useAttached.getState().attached[conversationId] ?? NONE
}

interface Given {
  body: Blob
  name: string
  isVoice?: boolean
  /** Why it may not go; then it is shown and not uploaded. */
  refusal?: string | null
}

/** Puts a file beside the words; returns its id. */
export function attach(
  conversationId: string,
  { body, name, isVoice = false, refusal = null }: Given,
): string {
  const id = newId()
  const kind = isVoice ? 'audio' : kindOf({ type: body.type, name })
  const hasPicture = kind === 'image' || kind === 'video'
  bodies.set(id, body)
  change(conversationId, (all) => [
    ...all,
    {
      id, name, kind, isVoice, size: body.size,
      type: body.type, progress: 0, problem: refusal, file: null,
      preview: hasPicture ? URL.createObjectURL(body) : null,
      status: refusal ? 'refused' : 'uploading',
    },
  ]) // prettier-ignore
  if (!refusal) void start(conversationId, id)
  return id
}

export function tryAgain(conversationId: string, id: string): void {
  patch(conversationId, id, { status: 'uploading', progress: 0, problem: null })
  void start(conversationId, id)
}

/** Takes it away; what the server has of it goes too. */
export function detach(conversationId: string, id: string): void {
  const found = attachmentsOf(conversationId).find((one) => one.id === id)
  cancels.get(id)?.()
  if (found?.file) void api.delete(`/api/attendance/files/${found.file.id}`).catch(() => undefined)
  forget(conversationId, [id])
}

/** What goes with the words now; it is the message's from here on. */
export function takeReady(conversationId: string): MessageFile[] {
  const ready = attachmentsOf(conversationId).filter((one) => one.status === 'ready')
  forget(
    conversationId,
    ready.map((one) => one.id),
  )
  return ready.flatMap((one) => one.file ?? [])
}

/** Takes the place of another in the order in which they are sent. */
export function move(conversationId: string, id: string, by: -1 | 1): void {
  change(conversationId, (all) => {
    const from = all.findIndex((one) => one.id === id)
    const to = from + by
    if (from < 0 || to < 0 || to >= all.length) return all
    const next = [...all]
    next.splice(to, 0, ...next.splice(from, 1))
    return next
  })
}

async function start(conversationId: string, id: string): Promise<void> {
  const body = bodies.get(id)
  const found = attachmentsOf(conversationId).find((one) => one.id === id)
  if (!body || !found) return
  const { done, cancel } = upload({
    conversationId: conversationId.split('#')[0] ?? '',
    body,
    name: found.name,
    isVoice: found.isVoice,
    onProgress: (progress) => patch(conversationId, id, { progress }),
  })
  cancels.set(id, cancel)
  try {
    patch(conversationId, id, { status: 'ready', progress: 1, file: await done })
  } catch (problem) {
    const isCancelled = problem instanceof DOMException && problem.name === 'AbortError'
    if (!isCancelled) patch(conversationId, id, { status: 'failed', problem: problemText(problem) })
  } finally {
    cancels.delete(id)
  }
}

function forget(conversationId: string, ids: readonly string[]): void {
  for (const one of attachmentsOf(conversationId)) {
    if (!ids.includes(one.id)) continue
    if (one.preview) URL.revokeObjectURL(one.preview)
    bodies.delete(one.id)
  }
  change(conversationId, (all) => all.filter((one) => !ids.includes(one.id)))
}

function patch(conversationId: string, id: string, changes: Partial<Attachment>): void {
  change(conversationId, (all) => all.map((one) => (one.id === id ? { ...one, ...changes } : one)))
}

function change(conversationId: string, next: (all: readonly Attachment[]) => readonly Attachment[]): void {
  useAttached.setState(({ attached }) => ({
    attached: { ...attached, [conversationId]: next(attached[conversationId] ?? NONE) },
  }))
}
