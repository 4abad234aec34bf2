import { Outlet, useParams } from '@tanstack/react-router'
import { PHONE, useMedia } from '@/app/layout'
import { ListPane } from './parts/ListPane'

/** The list, and beside it the conversation; on a phone they take turns. */
export function InboxPage() {
  const isPhone = useMedia(PHONE)
  const { id } = useParams({ strict: false })
  if (isPhone) return id ? <Outlet /> : <ListPane openId={null} />
  return (
    <div className="flex h-full">
      <ListPane openId={id ?? null} />
      <div className="min-w-0 flex-1">
        <Outlet />
      </div>
    </div>
  )
}
