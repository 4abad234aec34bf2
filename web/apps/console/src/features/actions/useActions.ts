import type { Transfer } from '@attendance/api'
import { t } from '@lingui/core/macro'
import { useNavigate } from '@tanstack/react-router'
import { useFormats } from '@/app/formats'
import { useMe } from '@/app/session'
import { nextConversation } from '@/features/inbox/neighbours'
import * as server from './api'
import { perform, type Subject } from './perform'
import { usePriorityNames } from './priorities'

/** Everything an attendant does with one conversation. Each answers whether it succeeded. */
export function useActions(subject: Subject) {
  const me = useMe()
  const { moment } = useFormats()
  const navigate = useNavigate()
  const priorityNames = usePriorityNames()
  const { id, contact } = subject
  const mine = { status: 'active', owner: 'human', assigned_to: me.id, assigned_to_name: me.name } as const
  const name = contact.name

  const actions = {
    take: () => perform({ subject, patch: mine, call: () => server.take(id) }),
    /** From a colleague: passed to me, and accepted. */
    takeOver: () =>
      perform({
        subject,
        patch: mine,
        call: async () => {
          await server.transfer({ session_id: id, attendant_id: me.id })
          return server.take(id)
        },
      }),
    reopen: () => perform({ subject, patch: { ...mine, resolved_at: null }, call: () => server.reopen(id) }),
    resolve: () =>
      perform({
        subject,
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
        subject,
        patch: to.queue_id
          ? { status: 'waiting', assigned_to: null, assigned_to_name: null }
          : { assigned_to_name: toName },
        call: () => server.transfer({ session_id: id, ...to }),
        done: t`Conversa transferida para ${toName}`,
      }),
    snooze: (until: string) =>
      perform({
        subject,
        patch: { snoozed_until: until },
        call: () => server.snooze(id, until),
        done: t`Adiada até ${moment(until)}`,
        undo: () => void actions.wake(),
      }),
    wake: () => perform({ subject, patch: { snoozed_until: null }, call: () => server.wake(id) }),
    setPending: (pending: boolean) =>
      perform({
        subject,
        patch: { status: pending ? 'pending' : 'active' },
        call: () => server.setPending(id, pending),
        done: pending ? t`Aguardando o cliente` : t`Atendimento retomado`,
        undo: () => void actions.setPending(!pending),
      }),
    setPriority: (priority: number) =>
      perform({
        subject,
        patch: { priority },
        call: () => server.setPriority(id, priority),
        done: t`Prioridade: ${priorityNames[priority] ?? ''}`,
        undo: () => void actions.setPriority(subject.priority),
      }),
    toggleTag: (tag: string) => {
      const has = subject.tags.includes(tag)
      return perform({
        subject,
        patch: { tags: has ? subject.tags.filter((one) => one !== tag) : [...subject.tags, tag] },
        call: () => server.changeTags(id, has ? { remove: [tag] } : { add: [tag] }),
      })
    },
  }
  return actions
}

function sameSearch<Search>(before: Search): Search {
  return before
}
