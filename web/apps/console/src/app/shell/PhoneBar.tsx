import { useLingui } from '@lingui/react/macro'
import { Link, useMatchRoute } from '@tanstack/react-router'
import { useMe } from '../session'
import { placesFor } from './navigation'

/** The places at the thumb, except while a conversation is open: there the composer needs the room. */
export function PhoneBar() {
  const { t, i18n } = useLingui()
  const isInConversation = useMatchRoute()({ to: '/conversas/$id' })
  const me = useMe()
  if (isInConversation) return null
  return (
    <nav
      aria-label={t`Principal`}
      className="flex shrink-0 border-t border-line bg-panel pb-[env(safe-area-inset-bottom)]"
    >
      {placesFor(me).map(({ to, short, Icon }) => (
        <Link
          key={to}
          to={to}
          className="flex min-w-0 flex-1 flex-col items-center gap-0.5 py-2 text-[10px] text-mute"
          activeProps={{ className: 'text-brand-text! font-medium' }}
        >
          <Icon size={20} aria-hidden />
          <span className="w-full truncate text-center">{i18n._(short)}</span>
        </Link>
      ))}
    </nav>
  )
}
