import type { Member, MemberPatch, NewMember, NewQueue, Page, Queue, QueuePatch, User } from '@attendance/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/app/client'
import { newId } from '@/app/ids'

const PATH = '/api/attendance/queues'

export const queuesQuery = queryOptions({ queryKey: ['queues'], queryFn: () => api.get<Queue[]>(PATH) })

export const queueQuery = (id: string) =>
  queryOptions({ queryKey: ['queues', id], queryFn: () => api.get<Queue>(`${PATH}/${id}`) })

export const membersQuery = (id: string) =>
  queryOptions({
    queryKey: ['queues', id, 'members'],
    queryFn: () => api.get<Member[]>(`${PATH}/${id}/members`),
  })

/** Everybody who can be put into a queue. */
export const peopleQuery = queryOptions({
  queryKey: ['users', 'all'],
  queryFn: async () => {
    const people: User[] = []
    let cursor: string | null = null
    do {
      const page: Page<User> = await api.get('/api/users', { query: { cursor, limit: 200 } })
      people.push(...page.items)
      cursor = page.next_cursor
    } while (cursor)
    return people
  },
})

export const createQueue = (queue: NewQueue) => api.post<Queue>(PATH, queue, { idempotencyKey: newId() })

export const changeQueue = (id: string, patch: QueuePatch) => api.patch<Queue>(`${PATH}/${id}`, patch)

export const deleteQueue = (id: string) => api.delete(`${PATH}/${id}`)

export const addMember = (id: string, member: NewMember) =>
  api.post<Member>(`${PATH}/${id}/members`, member, { idempotencyKey: newId() })

export const changeMember = (id: string, memberId: string, patch: MemberPatch) =>
  api.patch<Member>(`${PATH}/${id}/members/${memberId}`, patch)

export const removeMember = (id: string, memberId: string) => api.delete(`${PATH}/${id}/members/${memberId}`)
