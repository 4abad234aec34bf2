import type {
  BulkContactChange,
  CompanyDetail,
  Contact,
  ContactCount,
  ContactFields,
  ContactImport,
  ContactMerge,
  ContactPatch,
  ContactRow,
  CustomerOverview,
  Duplicate,
  DuplicateGroup,
  ImportPreview,
  NewContact,
  NewSegment,
  Page,
  Segment,
} from '@attendance/api'
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  type QueryClient,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '@/app/client'
import { newId } from '@/app/ids'
import { showProblem } from '@/app/showProblem'
import { wantedOf, type ContactSearch } from './search'

const CONTACTS = '/api/crm/contacts'
const COMPANIES = '/api/crm/companies'
const IMPORTS = '/api/crm/imports'
const PAGE = 100

function contactsQuery(search: ContactSearch) {
  const query = { ...wantedOf(search), sort: search.sort ?? 'name', limit: PAGE }
  return infiniteQueryOptions({
    queryKey: ['contacts', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ContactRow>>(CONTACTS, {
        signal,
        query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
}

export function useContacts(search: ContactSearch) {
  const query = useInfiniteQuery(contactsQuery(search))
  const pages = query.data?.pages
  const contacts = useMemo(() => (pages ?? []).flatMap((page) => page.items), [pages])
  return { query, contacts }
}

export const countQuery = (search: ContactSearch) =>
  queryOptions({
    queryKey: ['contacts', 'count', wantedOf(search)],
    queryFn: () => api.get<ContactCount>(`${CONTACTS}/count`, { query: wantedOf(search) }),
    placeholderData: keepPreviousData,
  })

export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ['contacts', id], queryFn: () => api.get<Contact>(`${CONTACTS}/${id}`) })

/** What the customer is to the company, seen from no conversation. */
export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', id, 'overview', ''],
    queryFn: () => api.get<CustomerOverview>(`${CONTACTS}/${id}/overview`),
  })

/** Contacts that words mean, to choose from. */
export const foundQuery = (words: string) =>
  queryOptions({
    queryKey: ['contacts', 'found', words],
    queryFn: () => api.get<Page<ContactRow>>(CONTACTS, { query: { text: words, limit: 10 } }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  })

export const duplicatesQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'duplicates'],
    queryFn: () => api.get<Duplicate[]>(`${CONTACTS}/${id}/duplicates`),
  })

export const duplicateGroupsQuery = queryOptions({
  queryKey: ['contacts', 'duplicates'],
  queryFn: () => api.get<DuplicateGroup[]>(`${CONTACTS}/duplicates`),
})

export const mergesQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id, 'merges'],
    queryFn: () => api.get<ContactMerge[]>(`${CONTACTS}/${id}/merges`),
  })

export const fieldsQuery = queryOptions({
  queryKey: ['contact-fields'],
  queryFn: () => api.get<ContactFields>('/api/crm/fields'),
})

export const segmentsQuery = queryOptions({
  queryKey: ['contact-segments'],
  queryFn: () => api.get<Segment[]>('/api/crm/segments'),
})

export const companiesQuery = (words: string) =>
  queryOptions({
    queryKey: ['contact-companies', words],
    queryFn: () => api.get<Page<CompanyDetail>>(COMPANIES, { query: { q: words, limit: 100 } }),
    placeholderData: keepPreviousData,
  })

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact-imports', id],
    queryFn: () => api.get<ContactImport>(`${IMPORTS}/${id}`),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 700 : false),
  })

export const makeContact = (contact: NewContact) =>
  api.post<Contact>(CONTACTS, contact, { idempotencyKey: newId() })
export const changeContact = (id: string, patch: ContactPatch) =>
  api.patch<Contact>(`${CONTACTS}/${id}`, patch)
export const eraseContact = (id: string) => api.delete(`${CONTACTS}/${id}`)
export const blockContact = (id: string, reason: string) =>
  api.put<Contact>(`${CONTACTS}/${id}/block`, { reason: reason || null })
export const unblockContact = (id: string) => api.delete(`${CONTACTS}/${id}/block`)
export const changeContacts = (change: BulkContactChange) => api.post(`${CONTACTS}/bulk`, change)
export const mergeContacts = (id: string, otherId: string, take: string[]) =>
  api.post<ContactMerge>(`${CONTACTS}/${id}/merges`, { other_id: otherId, take })
export const undoMerge = (id: string, mergeId: string) => api.delete(`${CONTACTS}/${id}/merges/${mergeId}`)
export const tellApart = (id: string, otherId: string) =>
  api.post(`${CONTACTS}/${id}/distinctions`, { other_id: otherId })
export const saveFields = (fields: ContactFields) => api.put<ContactFields>('/api/crm/fields', fields)
export const saveSegment = (segment: NewSegment) => api.post<Segment>('/api/crm/segments', segment)
export const removeSegment = (id: string) => api.delete(`/api/crm/segments/${id}`)
export const makeCompany = (name: string) => api.post<CompanyDetail>(COMPANIES, { name })
export const changeCompany = (
  id: string,
  patch: Partial<Pick<CompanyDetail, 'name' | 'domain' | 'phone' | 'notes'>>,
) => api.patch<CompanyDetail>(`${COMPANIES}/${id}`, patch)
export const removeCompany = (id: string) => api.delete(`${COMPANIES}/${id}`)

export const uploadContacts = (file: File) =>
  api.post<ImportPreview>(`${IMPORTS}?name=${encodeURIComponent(file.name)}`, undefined, {
    raw: { body: file, type: 'text/csv' },
  })
export const previewImport = (id: string, columns: Record<string, string>) =>
  api.post<ImportPreview>(`${IMPORTS}/${id}/preview`, { columns })
export const startImport = (id: string, columns: Record<string, string>, tags: string[]) =>
  api.post<ContactImport>(`${IMPORTS}/${id}/start`, { columns, add_tags: tags })
export const cancelImport = (id: string) => api.post<ContactImport>(`${IMPORTS}/${id}/cancel`)
export const errorsAddress = (id: string) => `${IMPORTS}/${id}/errors`
export const exportAddress = (search: ContactSearch) =>
  `/api/crm/export?${new URLSearchParams(wantedOf(search)).toString()}`

export const refreshContacts = (client: QueryClient) => client.invalidateQueries({ queryKey: ['contacts'] })

/** Does it and says what went wrong; whether it was done. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (problem) {
    showProblem(problem)
    return false
  }
}
