/** Who is signed in, and what they may do. */
import { ProblemError, type Me } from '@attendance/api'
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { closeDrafts } from '@/features/composer/drafts'
import { closeOutbox } from '@/features/composer/outbox'
import { api, setCsrfToken } from './client'
import { setLocale } from './language'
import { forget, socket } from './live'
import { queryClient } from './queries'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => api.get<Me>('/api/me').then(welcome),
  staleTime: Number.POSITIVE_INFINITY,
})

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

/** The signed-in user, or null when nobody is. */
export async function whoAmI(): Promise<Me | null> {
  try {
    return await queryClient.ensureQueryData(meQuery)
  } catch (problem) {
    if (problem instanceof ProblemError && problem.status === 401) return null
    throw problem
  }
}

export async function signIn(email: string, password: string): Promise<Me> {
  return begin(await api.post<Me>('/api/auth/sign-in', { email, password }))
}

export async function signInByLink(token: string): Promise<Me> {
  return begin(await api.post<Me>('/api/auth/link', { token }))
}

export async function signOut(): Promise<void> {
  await api.post('/api/auth/sign-out')
  end()
}

/** Leave nothing of this person behind. */
export function end(): void {
  socket.stop()
  closeOutbox()
  closeDrafts()
  forget()
  setCsrfToken(null)
  queryClient.clear()
}

export function useSetMe(): (me: Me) => void {
  const client = useQueryClient()
  return (me) => client.setQueryData(meQuery.queryKey, me)
}

async function begin(me: Me): Promise<Me> {
  queryClient.clear()
  queryClient.setQueryData(meQuery.queryKey, await welcome(me))
  return me
}

async function welcome(me: Me): Promise<Me> {
  setCsrfToken(me.csrf_token)
  await setLocale(me.locale)
  return me
}
