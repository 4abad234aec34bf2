import { Outlet } from '@tanstack/react-router'
import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense, useEffect } from 'react'
import { Toaster } from 'sonner'
import { InboxTrouble } from '@/features/inboxes/InboxTrouble'
import { useNotifications } from '@/features/notifications/useNotifications'
import { useLiveTickets } from '@/features/tickets/api'
import { useKeyboard } from '../commands/useKeyboard'
import { PHONE, useMedia } from '../layout'
import { socket } from '../live'
import { useLiveQueries } from '../liveQueries'
import { useTheme } from '../theme'
import { useOverlays } from './overlays'
import { ConnectionBanner } from './ConnectionBanner'
import { PhoneBar } from './PhoneBar'
import { Sidebar } from './Sidebar'
import { useShellCommands } from './useShellCommands'

const Palette = lazy(() => import('../commands/Palette'))
const ShortcutSheet = lazy(() => import('../commands/ShortcutSheet'))

/** What stands around every page once somebody is signed in. */
export function Shell() {
  const { t } = useLingui()
  const isPhone = useMedia(PHONE)
  useSocket()
  useLiveQueries()
  useLiveTickets()
  useKeyboard()
  useShellCommands()
  useNotifications()
  return (
    <div className="flex h-full flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-panel focus:p-2 focus:shadow-float"
      >
        {t`Pular para o conteúdo`}
      </a>
      <ConnectionBanner />
      <InboxTrouble />
      <div className="flex min-h-0 flex-1">
        {!isPhone && <Sidebar />}
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      {isPhone && <PhoneBar />}
      <Overlays />
    </div>
  )
}

function useSocket(): void {
  useEffect(() => {
    socket.start()
    return () => socket.stop()
  }, [])
}

function Overlays() {
  const { isPaletteOpen, isSheetOpen, close } = useOverlays()
  const { theme } = useTheme()
  return (
    <>
      <Suspense>
        {isPaletteOpen && <Palette onClose={close} />}
        {isSheetOpen && <ShortcutSheet onClose={close} />}
      </Suspense>
      {/* At the left: at the right it would lie over the send button. */}
      <Toaster
        theme={theme}
        position="bottom-left"
        offset={16}
        mobileOffset={{ bottom: 76 }}
        toastOptions={{ duration: 6000 }}
      />
    </>
  )
}
