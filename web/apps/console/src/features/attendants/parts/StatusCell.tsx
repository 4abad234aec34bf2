import type { Attendant } from '@attendance/api'
import { Menu, PresenceDot } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ChevronDown } from 'lucide-react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { useMe } from '@/app/session'
import { STATUS_WORDS } from '../status'
import { StatusItems } from './StatusItems'

/** The status and since when; a menu where one may change it. */
export function StatusCell({ attendant, mayManage }: { attendant: Attendant; mayManage: boolean }) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const { duration } = useFormats()
  const now = useMinutes()
  const status = i18n._(STATUS_WORDS[attendant.status].title)
  const since = duration((now - Date.parse(attendant.status_since)) / 1000)
  const words = (
    <>
      <PresenceDot status={attendant.status} />
      <span>{status}</span>
      <span className="text-xs text-mute">
        {[attendant.status_reason, since].filter(Boolean).join(' · ')}
      </span>
    </>
  )
  if (!mayManage && attendant.user_id !== me.id)
    return <span className="flex items-center gap-1.5 whitespace-nowrap">{words}</span>
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={t`Status de ${attendant.name}: ${status}`}
          className="-mx-1.5 flex h-7 items-center gap-1.5 rounded px-1.5 whitespace-nowrap hover:bg-raised"
        >
          {words}
          <ChevronDown size={12} aria-hidden className="text-mute" />
        </button>
      }
    >
      <StatusItems attendant={attendant} />
    </Menu>
  )
}
