import type { Execution, ExecutionDetail, Message, Page } from '@attendance/api'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '@/app/client'
import type { ExecutionSearch } from './search'

const path = (botId: string) => `/api/bots/${botId}/executions`
const REFETCH_MS = 10_000
const MOST_MESSAGES = 200

export const executionsQuery = (botId: string, { status, conversation }: ExecutionSearch) =>
  infiniteQueryOptions({
    queryKey: ['executions', botId, { status, conversation }],
    queryFn: ({ pageParam }) =>
      api.get<Page<Execution>>(path(botId), {
        query: { status, conversation_id: conversation, cursor: pageParam, limit: 50 },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: REFETCH_MS,
  })

export const executionQuery = (botId: string, id: string) =>
  queryOptions({
    queryKey: ['executions', botId, id],
    queryFn: () => api.get<ExecutionDetail>(`${path(botId)}/${id}`),
    refetchInterval: ({ state }) => (state.data?.status === 'waiting' ? REFETCH_MS : false),
  })

/** What the bot said in the conversation; an execution's messages are found by their client ids. */
export const answersQuery = (conversationId: string | null, turn: number) =>
  queryOptions({
    queryKey: ['executions', 'answers', conversationId, turn],
    queryFn: async () => {
      const page = await api.get<Page<Message>>(`/api/attendance/conversations/${conversationId}/messages`, {
        query: { limit: MOST_MESSAGES },
      })
      return page.items
    },
    enabled: conversationId !== null,
    retry: false,
  })

export const cancelExecution = (botId: string, id: string) =>
  api.post<Execution>(`${path(botId)}/${id}/cancel`)
