import type { ViewCounts } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Hash } from 'lucide-react'
import { api } from '@/app/client'
import { useMe } from '@/app/session'
import { NavLink } from '@/app/shell/NavLink'
import { VIEW_TITLES } from '@/app/shell/viewTitles'
import { queuesQuery } from '@/features/queues/api'
import { viewsFor, type View } from '../views'

export const countsQuery = queryOptions({
  queryKey: ['counts'],
  queryFn: () => api.get<ViewCounts>('/api/attendance/conversations/counts'),
})

/** The views of the inbox and the queues, with their figures. */
export function InboxNav({ isFolded }: { isFolded: boolean }) {
  const { t } = useLingui()
  const me = useMe()
  const counts = useQuery(countsQuery).data
  const queues = useQuery(queuesQuery).data?.filter((queue) => queue.is_active) ?? []
  return (
    <>
      {!isFolded && <h2 className="px-2 pt-1 pb-1 text-2xs font-medium text-mute">{t`Conversas`}</h2>}
      {viewsFor(me).map((view) => (
        <NavLink
          key={view}
          link={{ to: '/conversas', search: { view } }}
          {...VIEW_TITLES[view]}
          count={countOf(counts, view)}
          isFolded={isFolded}
        />
      ))}
      {!isFolded && queues.length > 0 && (
        <>
          <h2 className="px-2 pt-3 pb-1 text-2xs font-medium text-mute">{t`Filas`}</h2>
          {queues.map((queue) => (
            <NavLink
              key={queue.id}
              link={{ to: '/conversas', search: { view: 'all', queue: queue.id } }}
              title={queue.name}
              Icon={Hash}
              count={queue.waiting_count}
              isFolded={false}
            />
          ))}
        </>
      )}
    </>
  )
}

function countOf(counts: ViewCounts | undefined, view: View): number | undefined {
  return view === 'resolved' ? undefined : counts?.[view]
}
