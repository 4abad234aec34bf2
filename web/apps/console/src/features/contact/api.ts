import type { Contact, ContactPatch } from '@attendance/api'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/app/client'
import { showProblem } from '@/app/showProblem'

const path = (id: string) => `/api/crm/contacts/${id}`

export const contactQuery = (id: string) =>
  queryOptions({ queryKey: ['contacts', id], queryFn: () => api.get<Contact>(path(id)) })

/** What the panel edits in place. */
type Edited = Pick<ContactPatch, 'first_name' | 'last_name' | 'email' | 'phone' | 'tags'>

/** Saves a field; shown at once, taken back when the server says no. */
export function useChangeContact(id: string) {
  const client = useQueryClient()
  const { queryKey } = contactQuery(id)
  return useMutation({
    mutationFn: (patch: Edited) => api.patch<Contact>(path(id), patch),
    onMutate: (patch) => {
      const before = client.getQueryData(queryKey)
      if (before) client.setQueryData(queryKey, patched(before, patch))
      return before
    },
    onSuccess: (contact) => client.setQueryData(queryKey, contact),
    onError: (problem, _patch, before) => {
      if (before) client.setQueryData(queryKey, before)
      showProblem(problem)
    },
  })
}

function patched(contact: Contact, patch: Edited): Contact {
  const { first_name, last_name, email, phone, tags } = { ...contact, ...patch }
  const names = [patch.first_name, patch.last_name].filter(Boolean)
  return {
    ...contact,
    first_name,
    last_name,
    email,
    phone,
    tags: tags ?? contact.tags,
    name: names.length > 0 ? names.join(' ') : contact.name,
  }
}
