import { useLingui } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import { useDebounced } from '@/app/useDebounced'
import { useFormats } from '@/app/formats'
import { VIEW_TITLES } from '@/app/shell/viewTitles'
import { MyStatus } from '@/features/attendants/parts/MyStatus'
import { OfflineHint } from '@/features/attendants/parts/OfflineHint'
import { AskPermission } from '@/features/notifications/AskPermission'
import { queuesQuery } from '@/features/queues/api'
import { useQuery } from '@tanstack/react-query'
import { PHONE, useMedia } from '@/app/layout'
import { filterOf } from '../views'
import { countsQuery } from './InboxNav'
import { LiveList } from './LiveList'
import { PhoneViews } from './PhoneViews'
import { SearchBox } from './SearchBox'
import { SearchList } from './SearchList'

const route = getRouteApi('/shell/conversas')

/** The left column of the inbox: which list, the search, the rows. */
export function ListPane({ openId }: { openId: string | null }) {
  const { t, i18n } = useLingui()
  const { number } = useFormats()
  const search = route.useSearch()
  const filter = filterOf(search)
  const isPhone = useMedia(PHONE)
  const wanted = useDebounced(search.q?.trim() ?? '', 200)
  const counts = useQuery(countsQuery).data
  const queue = useQuery(queuesQuery).data?.find((one) => one.id === filter.queue)
  const count = filter.queue || filter.view === 'resolved' ? undefined : counts?.[filter.view]
  const isSearching = wanted.length >= 2
  return (
    <section
      aria-label={t`Lista de conversas`}
      className="flex h-full w-full shrink-0 flex-col border-r border-line bg-panel md:w-[clamp(280px,27vw,360px)]"
    >
      <header className="flex h-12 shrink-0 items-center gap-2 px-4">
        <h1 className="min-w-0 truncate text-base font-semibold">
          {isSearching ? t`Busca` : (queue?.name ?? i18n._(VIEW_TITLES[filter.view].title))}
        </h1>
        {!isSearching && count !== undefined && count > 0 && (
          <span className="text-xs text-mute tabular-nums">{number(count)}</span>
        )}
        {isPhone && (
          <span className="ml-auto -mr-2">
            <MyStatus isFolded isAlone />
          </span>
        )}
      </header>
      <SearchBox />
      {isPhone && <PhoneViews filter={filter} />}
      <OfflineHint />
      <AskPermission />
      {isSearching ? (
        <SearchList wanted={wanted} openId={openId} />
      ) : (
        <LiveList key={`${filter.view} ${filter.queue}`} filter={filter} openId={openId} />
      )}
    </section>
  )
}
