import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { AlarmClock, Bot, CircleCheck, Layers, ListTree, UserRound, type LucideIcon } from 'lucide-react'
import type { View } from '@/features/inbox/views'

export const VIEW_TITLES: Record<View, { title: MessageDescriptor; Icon: LucideIcon; keys: string }> = {
  mine: { title: msg`Minhas`, Icon: UserRound, keys: 'g m' },
  queue: { title: msg`Na fila`, Icon: ListTree, keys: 'g q' },
  all: { title: msg`Todas`, Icon: Layers, keys: 'g x' },
  bot: { title: msg`Com o bot`, Icon: Bot, keys: 'g b' },
  snoozed: { title: msg`Adiadas`, Icon: AlarmClock, keys: 'g d' },
  resolved: { title: msg`Resolvidas`, Icon: CircleCheck, keys: 'g r' },
}
