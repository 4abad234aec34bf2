import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useMe } from '@/app/session'
import { VIEW_TITLES } from '@/app/shell/viewTitles'
import { viewsFor, type ListFilter } from '../views'

/** The views as a row of chips, where there is no side bar. */
export function PhoneViews({ filter }: { filter: ListFilter }) {
  const { t, i18n } = useLingui()
  const me = useMe()
  return (
    <nav aria-label={t`Listas`} className="flex shrink-0 gap-1.5 overflow-x-auto px-3 pb-2">
      {viewsFor(me).map((view) => (
        <Link
          key={view}
          to="/conversas"
          search={{ view }}
          className={cn(
            'shrink-0 rounded-full border border-line px-3 py-1 text-xs',
            view === filter.view && 'border-transparent bg-brand-soft font-medium text-brand-text',
          )}
        >
          {i18n._(VIEW_TITLES[view].title)}
        </Link>
      ))}
    </nav>
  )
}
