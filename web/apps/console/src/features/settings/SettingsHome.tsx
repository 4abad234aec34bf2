import { Navigate } from '@tanstack/react-router'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { SETTINGS_PLACES } from './SettingsLayout'

/** The first page that this person may see. */
export function SettingsHome() {
  const me = useMe()
  const first = SETTINGS_PLACES.find(({ needs }) => needs === null || may(me, needs))
  return <Navigate to={first?.to ?? '/configuracoes/conta'} replace />
}
