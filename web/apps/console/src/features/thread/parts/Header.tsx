import type { Conversation } from '@attendance/api'
import { Button, ChannelGlyph, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Check, PanelRight } from 'lucide-react'
import { useMinutes } from '@/app/clock'
import { shownKeys } from '@/app/commands/keys'
import { PHONE, useMedia } from '@/app/layout'
import { useMe } from '@/app/session'
import { useActions } from '@/features/actions/useActions'
import { offersOf } from '@/features/actions/offers'
import { HeaderTools } from './HeaderTools'
import { StatusBadge } from './StatusBadge'

interface HeaderProps {
  conversation: Conversation
  isContactShown: boolean
  onToggleContact: () => void
}

/** Who it is and what can be done; the same actions as the keys. */
export function Header({ conversation, isContactShown, onToggleContact }: HeaderProps) {
  const { t } = useLingui()
  const me = useMe()
  const isPhone = useMedia(PHONE)
  // Beside the list it is a part of the page, on a phone it is the page.
  const Title = isPhone ? 'h1' : 'h2'
  const offers = offersOf(conversation, me, useMinutes())
  const { take, takeOver, resolve, reopen } = useActions(conversation)
  return (
    <header className="@container flex h-14 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4 max-md:pl-1">
      {isPhone && (
        <Link
          to="/conversas"
          search={(before) => before}
          aria-label={t`Voltar para a lista`}
          className="grid size-10 place-items-center rounded-md text-mute"
        >
          <ArrowLeft size={18} />
        </Link>
      )}
      <div className="min-w-0 flex-1">
        <Title className="truncate text-base leading-5 font-semibold">{conversation.contact.name}</Title>
        <p className="mt-0.5 flex items-center gap-1.5 overflow-hidden text-2xs text-mute">
          <ChannelGlyph channel={conversation.channel} className="size-3.5 shrink-0 ring-0" />
          <span className="shrink-0 tabular-nums">#{conversation.number}</span>
          <StatusBadge conversation={conversation} />
          {conversation.subject && <span className="min-w-0 truncate">{conversation.subject}</span>}
          <span className="truncate max-md:hidden">{conversation.queue_name}</span>
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-0.5">
        <HeaderTools conversation={conversation} offers={offers} className="flex @max-xl:hidden" />
        {offers.take && (
          // On a phone the bar at the composer offers the same.
          <Button
            look="primary"
            size="sm"
            keys={shownKeys('a')}
            className="ml-1.5 max-md:hidden"
            onClick={() => void take()}
          >
            {conversation.owner === 'bot' ? t`Assumir` : t`Aceitar`}
          </Button>
        )}
        {offers.takeOver && !offers.resolve && (
          <Button size="sm" className="ml-1.5" onClick={() => void takeOver()}>{t`Passar para mim`}</Button>
        )}
        {offers.resolve && (
          <Button
            look={offers.take ? 'plain' : 'primary'}
            size="sm"
            keys={shownKeys('e')}
            icon={<Check size={14} />}
            aria-label={t`Resolver`}
            className="ml-1.5"
            onClick={() => void resolve()}
          >
            <span className="max-md:hidden">{t`Resolver`}</span>
          </Button>
        )}
        {offers.reopen && (
          <Button
            size="sm"
            keys={shownKeys('o')}
            className="ml-1.5"
            onClick={() => void reopen()}
          >{t`Reabrir`}</Button>
        )}
        <HeaderTools conversation={conversation} offers={offers} isMenu className="@xl:hidden" />
        <IconButton
          label={isContactShown ? t`Esconder contato` : t`Mostrar contato`}
          keys={shownKeys('i')}
          icon={<PanelRight size={16} />}
          isPressed={isContactShown}
          className="ml-1"
          onClick={onToggleContact}
        />
      </div>
    </header>
  )
}
