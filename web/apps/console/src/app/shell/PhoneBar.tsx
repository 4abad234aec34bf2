import { cn, Menu, MenuItem } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link, useLocation, useMatchRoute, useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { useMe } from '../session'
import { placesFor, type Place } from './navigation'

const AT_THE_THUMB = 4
const ENTRY = 'flex min-w-0 flex-1 flex-col items-center gap-0.5 py-2 text-[10px] text-mute'
const HERE = 'text-brand-text! font-medium'

/** The places at the thumb, except while a conversation is open: there the composer needs the room. */
export function PhoneBar() {
  const { t, i18n } = useLingui()
  const isInConversation = useMatchRoute()({ to: '/conversas/$id' })
  const places = placesFor(useMe())
  if (isInConversation) return null
  return (
    <nav
      aria-label={t`Principal`}
      className="flex shrink-0 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)]"
    >
      {places.slice(0, AT_THE_THUMB).map(({ to, short, Icon }) => (
        <Link key={to} to={to} className={ENTRY} activeProps={{ className: HERE }}>
          <Icon size={20} aria-hidden />
          <span className="w-full truncate text-center">{i18n._(short)}</span>
        </Link>
      ))}
      <More places={places.slice(AT_THE_THUMB)} />
    </nav>
  )
}

function More({ places }: { places: readonly Place[] }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const here = places.find(({ to }) => path.startsWith(to))
  const trigger = (
    <button type="button" className={cn(ENTRY, here && HERE)}>
      {here ? <here.Icon size={20} aria-hidden /> : <Ellipsis size={20} aria-hidden />}
      <span className="w-full truncate text-center">{here ? i18n._(here.short) : t`Mais`}</span>
    </button>
  )
  return (
    <Menu trigger={trigger} side="top">
      {places.map(({ to, title, Icon }) => (
        <MenuItem
          key={to}
          icon={<Icon size={15} />}
          isChosen={path.startsWith(to)}
          onChoose={() => void navigate({ to })}
        >
          {i18n._(title)}
        </MenuItem>
      ))}
    </Menu>
  )
}
