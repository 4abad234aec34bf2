import type { Conversation, Transfer } from '@attendance/api'
import { t } from '@lingui/core/macro'
import { useNavigate } from '@tanstack/react-router'
import { useFormats } from '@/app/formats'
import { useMe } from '@/app/session'
import { nextConversation } from '@/features/inbox/neighbours'
import * as server from './api'
import { perform } from './perform'
import { usePriorityNames } from './priorities'

/** Everything an attendant does with one conversation. Each answers whether it succeeded. */
export function useActions(conversation: Conversation) {
  const me = useMe()
  const { moment } = useFormats()
  const navigate = useNavigate()
  const priorityNames = usePriorityNames()
  const { id, contact } = conversation
  const mine = { status: 'active', owner: 'human', assigned_to: me.id, assigned_to_name: me.name } as const
  const name = contact.name

  const actions = {
    take: () => perform({ conversation, patch: mine, call: () => server.take(id) }),
    takeOver: () => perform({ conversation, patch: mine, call: () => server.assign({ session_id: id }) }),
    reopen: () => perform({ conversation, patch: { ...mine, resolved_at: null }, call: () => server.reopen(id) }),
    resolve: () =>
      perform({
        conversation,
        patch: { status: 'resolved', snoozed_until: null, waiting_since: null },
        call: () => server.resolve(id),
        done: t`Conversa com ${name} resolvida`,
        undo: () => void actions.reopen(),
      }),
    resolveAndNext: async () => {
      const next = nextConversation()
      if (!(await actions.resolve())) return false
      if (next) await navigate({ to: '/conversas/$id', params: { id: next }, search: sameSearch })
      else await navigate({ to: '/conversas', search: sameSearch })
      return true
    },
    transfer: (to: Omit<Transfer, 'session_id'>, toName: string) =>
      perform({
        conversation,
        patch: to.queue_id ? { status: 'waiting', assigned_to: null, assigned_to_name: null } : { assigned_to_name: toName },
        call: () => server.transfer({ session_id: id, ...to }),
        done: t`Conversa transferida para ${toName}`,
      }),
    snooze: (until: string) =>
      perform({
        conversation,
        patch: { snoozed_until: until },
        call: () => server.snooze(id, until),
        done: t`Adiada até ${moment(until)}`,
        undo: () => void actions.wake(),
      }),
    wake: () => perform({ conversation, patch: { snoozed_until: null }, call: () => server.wake(id) }),
    setPending: (pending: boolean) =>
      perform({
        conversation,
        patch: { status: pending ? 'pending' : 'active' },
        call: () => server.setPending(id, pending),
        done: pending ? t`Aguardando o cliente` : t`Atendimento retomado`,
        undo: () => void actions.setPending(!pending),
      }),
    setPriority: (priority: number) =>
      perform({
        conversation,
        patch: { priority },
        call: () => server.setPriority(id, priority),
        done: t`Prioridade: ${priorityNames[priority] ?? ''}`,
        undo: () => void actions.setPriority(conversation.priority),
      }),
    toggleTag: (tag: string) => {
      const has = conversation.tags.includes(tag)
      return perform({
        conversation,
        patch: { tags: has ? conversation.tags.filter((one) => one !== tag) : [...conversation.tags, tag] },
        call: () => server.changeTags(id, has ? { remove: [tag] } : { add: [tag] }),
      })
    },
  }
  return actions
}

function sameSearch<Search>(before: Search): Search {
  return before
}
