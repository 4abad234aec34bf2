import type { Activity, NewActivity } from '@attendance/api'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { ListTodo, Mail, MessageSquare, Phone, StickyNote, Users, type LucideIcon } from 'lucide-react'

export type MadeKind = NonNullable<NewActivity['kind']>

interface Kind {
  title: MessageDescriptor
  Icon: LucideIcon
}

export const KINDS: Record<Activity['kind'], Kind> = {
  task: { title: msg`Tarefa`, Icon: ListTodo },
  call: { title: msg`Ligação`, Icon: Phone },
  meeting: { title: msg`Reunião`, Icon: Users },
  email: { title: msg`E-mail`, Icon: Mail },
  note: { title: msg`Anotação`, Icon: StickyNote },
  conversation: { title: msg`Atendimento`, Icon: MessageSquare },
}

export const MADE: readonly MadeKind[] = ['task', 'call', 'meeting', 'email', 'note']
