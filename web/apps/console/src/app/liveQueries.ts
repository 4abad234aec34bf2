/** Keeps what TanStack Query holds in step with the live frames: figures and lists that no frame carries whole. */
import type { ListedConversation, ServerFrame } from '@attendance/api'
import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from './client'
import { dispatch, liveState, onFrame, useLive } from './live'

const FIGURES_EVERY_MS = 1500

/** Fetch again soon, but not at every frame of a burst. */
function makeThrottle(run: () => void, everyMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined
      run()
    }, everyMs)
  }
}

export function useLiveQueries(): void {
  const client = useQueryClient()
  const epoch = useLive((live) => live.state.epoch)
  const queuesVersion = useLive((live) => live.state.queuesVersion)

  useEffect(() => followFrames(client), [client])
  useEffect(() => {
    const ownEpoch = new Set<unknown>(['me', 'conversations', 'messages'])
    if (epoch > 1) void client.invalidateQueries({ predicate: ({ queryKey }) => !ownEpoch.has(queryKey[0]) })
  }, [client, epoch])
  useEffect(() => {
    if (queuesVersion > 1) void client.invalidateQueries({ queryKey: ['queues'] })
  }, [client, queuesVersion])
}

function followFrames(client: QueryClient): () => void {
  const figures = makeThrottle(() => {
    for (const key of ['counts', 'queues', 'queue-panel']) void client.invalidateQueries({ queryKey: [key] })
  }, FIGURES_EVERY_MS)
  return onFrame((frame) => {
    if (frame.type === 'conversation.upserted' || frame.type === 'conversation.removed') figures()
    learnReadCount(frame)
  })
}

const asked = new Set<string>()

/** A conversation we meet for the first time by a frame: how much of it did we read? */
function learnReadCount(frame: ServerFrame): void {
  if (frame.type !== 'conversation.upserted') return
  const { id } = frame.conversation
  if (liveState().readCounts[id] !== undefined || asked.has(id)) return
  asked.add(id)
  const { epoch } = liveState()
  api
    .get<ListedConversation>(`/api/attendance/conversations/${id}`)
    .then((item) => dispatch({ type: 'fetched.conversations', items: [item], epoch }))
    .catch(() => undefined)
    .finally(() => asked.delete(id))
}
