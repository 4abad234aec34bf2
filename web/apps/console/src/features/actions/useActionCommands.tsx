import type { Conversation } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import {
  AlarmClock,
  AlarmClockOff,
  ArrowRightLeft,
  Check,
  CheckCheck,
  Flag,
  Hand,
  Hourglass,
  List,
  RotateCcw,
  Tag,
} from 'lucide-react'
import { useMinutes } from '@/app/clock'
import { useCommands, type Command } from '@/app/commands/registry'
import { useMe } from '@/app/session'
import { ask } from './dialogs'
import { offersOf } from './offers'
import { useActions } from './useActions'

/** Every action on the open conversation, by its key. */
export function useActionCommands(conversation: Conversation): void {
  const { t } = useLingui()
  const me = useMe()
  const actions = useActions(conversation)
  const offers = offersOf(conversation, me, useMinutes())
  const navigate = useNavigate()

  async function backToList() {
    await navigate({ to: '/conversas', search: (before) => before })
    document.querySelector<HTMLElement>(`li a[href^="/conversas/${conversation.id}"]`)?.focus()
  }

  const all: [isOffered: boolean, command: Omit<Command, 'group'>][] = [
    [
      offers.take,
      {
        id: 'take',
        title: conversation.owner === 'bot' ? t`Assumir a conversa` : t`Aceitar a conversa`,
        keys: 'a',
        icon: <Hand size={15} />,
        run: () => void actions.take(),
      },
    ],
    [
      offers.takeOver,
      {
        id: 'take',
        title: t`Passar para mim`,
        keys: 'a',
        icon: <Hand size={15} />,
        run: () => void actions.takeOver(),
      },
    ],
    [
      offers.resolve,
      {
        id: 'resolve',
        title: t`Resolver`,
        keys: 'e',
        icon: <Check size={15} />,
        run: () => void actions.resolve(),
      },
    ],
    [
      offers.resolve,
      {
        id: 'resolve-next',
        title: t`Resolver e ir para a próxima`,
        keys: 'E',
        icon: <CheckCheck size={15} />,
        run: () => void actions.resolveAndNext(),
      },
    ],
    [
      offers.reopen,
      {
        id: 'reopen',
        title: t`Reabrir`,
        keys: 'o',
        icon: <RotateCcw size={15} />,
        run: () => void actions.reopen(),
      },
    ],
    [
      offers.transfer,
      {
        id: 'transfer',
        title: t`Transferir…`,
        keys: 't',
        icon: <ArrowRightLeft size={15} />,
        run: () => ask('transfer'),
      },
    ],
    [
      offers.snooze,
      { id: 'snooze', title: t`Adiar…`, keys: 's', icon: <AlarmClock size={15} />, run: () => ask('snooze') },
    ],
    [
      offers.wake,
      {
        id: 'snooze',
        title: t`Cancelar o adiamento`,
        keys: 's',
        icon: <AlarmClockOff size={15} />,
        run: () => void actions.wake(),
      },
    ],
    [
      offers.pend,
      {
        id: 'pend',
        title: t`Aguardar o cliente`,
        keys: 'w',
        icon: <Hourglass size={15} />,
        run: () => void actions.setPending(true),
      },
    ],
    [
      offers.activate,
      {
        id: 'pend',
        title: t`Retomar o atendimento`,
        keys: 'w',
        icon: <Hourglass size={15} />,
        run: () => void actions.setPending(false),
      },
    ],
    [
      offers.label,
      { id: 'tags', title: t`Etiquetas…`, keys: 'l', icon: <Tag size={15} />, run: () => ask('tags') },
    ],
    [
      offers.label,
      {
        id: 'priority',
        title: t`Prioridade…`,
        keys: 'p',
        icon: <Flag size={15} />,
        run: () => ask('priority'),
      },
    ],
    [
      true,
      {
        id: 'back',
        title: t`Voltar para a lista`,
        keys: 'Escape',
        icon: <List size={15} />,
        isMotion: true,
        run: () => void backToList(),
      },
    ],
  ]
  useCommands(
    all.flatMap(([isOffered, command]) =>
      isOffered ? [{ ...command, group: 'conversation' as const }] : [],
    ),
  )
}
