import type { Conversation } from '@attendance/api'
import { IconButton, Menu, MenuItem } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import {
  AlarmClock,
  AlarmClockOff,
  ArrowRightLeft,
  CheckCheck,
  EllipsisVertical,
  Flag,
  Hourglass,
  Play,
  Tag,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { shownKeys } from '@/app/commands/keys'
import { ask } from '@/features/actions/dialogs'
import { useActions } from '@/features/actions/useActions'
import type { Offers } from '@/features/actions/offers'

interface HeaderToolsProps {
  conversation: Conversation
  offers: Offers
  isMenu?: boolean
  className: string
}

interface Tool {
  label: string
  keys: string
  icon: ReactNode
  run: () => void
}

/** The second row of actions: buttons where there is room, a menu on a phone. */
export function HeaderTools({ conversation, offers, isMenu, className }: HeaderToolsProps) {
  const { t } = useLingui()
  const tools = useTools(conversation, offers)
  if (!isMenu) {
    return (
      <div className={className}>
        {tools.map(({ label, keys, icon, run }) => (
          <IconButton key={label} label={label} keys={shownKeys(keys)} icon={icon} onClick={run} />
        ))}
      </div>
    )
  }
  return (
    <Menu
      trigger={
        <IconButton label={t`Mais ações`} icon={<EllipsisVertical size={16} />} className={className} />
      }
    >
      {tools.map(({ label, icon, run }) => (
        <MenuItem key={label} icon={icon} onChoose={run}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  )
}

function useTools(conversation: Conversation, offers: HeaderToolsProps['offers']): Tool[] {
  const { t } = useLingui()
  const { wake, setPending, resolveAndNext } = useActions(conversation)
  const all: [boolean, Tool][] = [
    [
      offers.transfer,
      { label: t`Transferir`, keys: 't', icon: <ArrowRightLeft size={16} />, run: () => ask('transfer') },
    ],
    [offers.snooze, { label: t`Adiar`, keys: 's', icon: <AlarmClock size={16} />, run: () => ask('snooze') }],
    [
      offers.wake,
      {
        label: t`Cancelar o adiamento`,
        keys: 's',
        icon: <AlarmClockOff size={16} />,
        run: () => void wake(),
      },
    ],
    [
      offers.pend,
      {
        label: t`Aguardar o cliente`,
        keys: 'w',
        icon: <Hourglass size={16} />,
        run: () => void setPending(true),
      },
    ],
    [
      offers.activate,
      {
        label: t`Retomar o atendimento`,
        keys: 'w',
        icon: <Play size={16} />,
        run: () => void setPending(false),
      },
    ],
    [offers.label, { label: t`Etiquetas`, keys: 'l', icon: <Tag size={16} />, run: () => ask('tags') }],
    [offers.label, { label: t`Prioridade`, keys: 'p', icon: <Flag size={16} />, run: () => ask('priority') }],
    [
      offers.resolve,
      {
        label: t`Resolver e ir para a próxima`,
        keys: 'E',
        icon: <CheckCheck size={16} />,
        run: () => void resolveAndNext(),
      },
    ],
  ]
  return all.flatMap(([isOffered, tool]) => (isOffered ? [tool] : []))
}
