/** Bots, the files of their drafts, and their versions. */
import type {
  Bot,
  BotChanges,
  BotCheck,
  BotFile,
  BotFileText,
  BotPatch,
  BotPublication,
  BotTestReport,
  BotVersion,
  BotVersionFiles,
  BotVersionText,
  KeywordHelp,
  Page,
} from '@attendance/api'
import { ProblemError } from '@attendance/api'
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '@/app/client'
import { newId } from '@/app/ids'

const PATH = '/api/bots'

export const botsQuery = queryOptions({ queryKey: ['bots'], queryFn: () => api.get<Bot[]>(PATH) })

export const botQuery = (id: string) =>
  queryOptions({ queryKey: ['bots', id], queryFn: () => api.get<Bot>(`${PATH}/${id}`) })

export const filesQuery = (id: string) =>
  queryOptions({
    queryKey: ['bots', id, 'files'],
    queryFn: () => api.get<BotFile[]>(`${PATH}/${id}/files`),
  })

export const changesQuery = (id: string) =>
  queryOptions({
    queryKey: ['bots', id, 'changes'],
    queryFn: () => api.get<BotChanges>(`${PATH}/${id}/changes`),
  })

export const versionsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['bots', id, 'versions'],
    queryFn: ({ pageParam }) =>
      api.get<Page<BotVersion>>(`${PATH}/${id}/versions`, { query: { cursor: pageParam, limit: 50 } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })

/** A version never changes. */
export const versionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['bots', id, 'version', number],
    queryFn: () => api.get<BotVersionFiles>(`${PATH}/${id}/versions/${number}`),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const versionTextQuery = (id: string, number: number, path: string) =>
  queryOptions({
    queryKey: ['bots', id, 'version', number, path],
    queryFn: () => api.get<BotVersionText>(`${PATH}/${id}/versions/${number}/files/${inAddress(path)}`),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The keywords of the language with their help; none from a server that doesn't tell them. */
export const keywordsQuery = queryOptions({
  queryKey: ['basic-keywords'],
  queryFn: () => api.get<KeywordHelp[]>('/api/basic/keywords').catch(noneIfMissing),
  staleTime: Number.POSITIVE_INFINITY,
})

export const createBot = (name: string, key: string) => api.post<Bot>(PATH, { name }, { idempotencyKey: key })

export const changeBot = (id: string, patch: BotPatch) => api.patch<Bot>(`${PATH}/${id}`, patch)

export const readFile = (id: string, path: string) =>
  api.get<BotFileText>(`${PATH}/${id}/files/${inAddress(path)}`)

export const saveFile = (id: string, path: string, text: string, revision: number | null) =>
  api.put<BotFileText>(`${PATH}/${id}/files/${inAddress(path)}`, { text, revision })

export const deleteFile = (id: string, { path, revision }: BotFile) =>
  api.delete(`${PATH}/${id}/files/${inAddress(path)}`, { query: { revision } })

export const renameFile = (id: string, { path, revision }: BotFile, newPath: string) =>
  api.post<BotFileText>(`${PATH}/${id}/rename`, { path, new_path: newPath, revision })

export function uploadFiles(
  id: string,
  files: readonly File[],
  where: { folder: '' | 'kb'; mode: 'merge' | 'replace' },
): Promise<BotFile[]> {
  const form = new FormData()
  for (const file of files) form.append('file', file)
  return api.post<BotFile[]>(`${PATH}/${id}/upload`, undefined, { query: where, raw: { body: form } })
}

export const downloadAddress = (id: string) => `${PATH}/${id}/download`

/** The whole draft, or one file as the editor has it. */
export const check = (id: string, text?: { path: string; text: string }, signal?: AbortSignal) =>
  api.post<BotCheck>(`${PATH}/${id}/check`, text, { signal })

export const publish = (id: string, note: string | null) =>
  api.post<BotPublication>(`${PATH}/${id}/publish`, { note }, { idempotencyKey: newId() })

export const runTests = (id: string) => api.post<BotTestReport>(`${PATH}/${id}/test`, { files: {} })

export const restoreVersion = (id: string, number: number) =>
  api.post<BotPublication>(`${PATH}/${id}/versions/${number}/restore`)

/** After files changed: the list, what differs from the published version, and nothing that is being typed. */
export function forgetFiles(client: QueryClient, id: string): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: ['bots', id, 'files'] }),
    client.invalidateQueries({ queryKey: ['bots', id, 'changes'] }),
  ])
}

export function isMissing(problem: unknown): boolean {
  return problem instanceof ProblemError && (problem.status === 404 || problem.status === 405)
}

function noneIfMissing(problem: unknown): KeywordHelp[] {
  if (isMissing(problem)) return []
  throw problem
}

const inAddress = (path: string) => path.split('/').map(encodeURIComponent).join('/')
