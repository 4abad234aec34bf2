/** Where people work besides this console: their own accounts, and places that a team shares. */
import type { LinkCode, NewWorkAddress, WorkAddress, Workplaces } from '@attendance/api'
import { t } from '@lingui/core/macro'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { api } from '@/app/client'
import { newId } from '@/app/ids'

const PATH = '/api/attendance/addresses'

export const workplacesQuery = queryOptions({
  queryKey: ['addresses'],
  queryFn: () => api.get<Workplaces>(PATH),
})

export const makeLinkCode = () => api.post<LinkCode>(`${PATH}/code`)
export const addPlace = (place: NewWorkAddress) =>
  api.post<WorkAddress>(PATH, place, { idempotencyKey: newId() })
export const switchPlace = (id: string, isActive: boolean) =>
  api.patch<WorkAddress>(`${PATH}/${id}`, { is_active: isActive })
export const removePlace = (id: string) => api.delete(`${PATH}/${id}`)

export const refreshWorkplaces = (client: QueryClient) =>
  client.invalidateQueries({ queryKey: workplacesQuery.queryKey })

/** How a person, or a team's place, is named in this channel. */
export function idHint(channel: string, isPlace: boolean): string {
  switch (channel) {
    case 'whatsapp':
      return t`O celular com +55 e DDD.`
    case 'telegram':
      return t`O número do chat com o nosso bot. Mais fácil: a pessoa liga a conta em Minha conta.`
    case 'slack':
      return isPlace
        ? t`O ID do canal, como C0123456789. Convide o app para ele antes.`
        : t`O ID do membro, como U0123456789: no perfil, em Mais, Copiar ID do membro.`
    case 'teams':
      return isPlace
        ? t`O ID da conversa do canal, como 19:…@thread.tacv2. Adicione o bot à equipe antes.`
        : t`O ID que o Teams dá à pessoa neste bot. Mais fácil: ela liga a conta em Minha conta.`
    case 'google_chat':
      return isPlace ? t`O nome do espaço, como spaces/AAAA.` : t`O nome da pessoa, como users/1234567890.`
    default:
      return t`Como a pessoa se chama neste canal.`
  }
}

/** Those of teams first, then people by their names. */
export function inOrder(addresses: readonly WorkAddress[]): WorkAddress[] {
  return addresses.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.user_name ?? a.label).localeCompare(b.user_name ?? b.label) ||
      a.inbox_name.localeCompare(b.inbox_name),
  )
}

const rank = (one: WorkAddress) => (one.user_id === null ? 0 : 1)

export interface PlaceDraft {
  inboxId: string
  isPlace: boolean
  userId: string
  queueId: string
  externalId: string
  label: string
}

/** What is still missing; null when it can be added. */
export function problemOf(draft: PlaceDraft): 'inbox' | 'person' | 'address' | null {
  if (!draft.inboxId) return 'inbox'
  if (!draft.isPlace && !draft.userId) return 'person'
  return draft.externalId.trim() ? null : 'address'
}

export function placeOf(draft: PlaceDraft): NewWorkAddress {
  return {
    inbox_id: draft.inboxId,
    external_id: draft.externalId.trim(),
    label: draft.label.trim() || null,
    user_id: draft.isPlace ? null : draft.userId,
    queue_id: draft.isPlace ? draft.queueId || null : null,
  }
}
