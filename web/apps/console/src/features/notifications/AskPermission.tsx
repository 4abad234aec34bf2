import { Button, IconButton } from '@attendance/ui'
import { Trans, useLingui } from '@lingui/react/macro'
import { BellRing, X } from 'lucide-react'
import { useState } from 'react'

/** Asks once, in the page, with the reason; the browser's own question comes only after a yes. */
export function AskPermission() {
  const { t } = useLingui()
  const [isDone, setIsDone] = useState(
    () =>
      !('Notification' in window) ||
      Notification.permission !== 'default' ||
      localStorage.getItem('notifications') === 'later',
  )
  if (isDone) return null

  async function allow() {
    await Notification.requestPermission()
    setIsDone(true)
  }
  function later() {
    localStorage.setItem('notifications', 'later')
    setIsDone(true)
  }

  return (
    <aside
      aria-label={t`Notificações`}
      className="flex items-center gap-2 border-b border-line bg-brand-soft py-1.5 pr-1.5 pl-3 text-xs"
    >
      <BellRing size={14} aria-hidden className="shrink-0 text-brand-text" />
      <span className="min-w-0 flex-1">
        <Trans>Saiba de novas conversas mesmo em outra janela.</Trans>
      </span>
      <Button look="primary" size="sm" onClick={() => void allow()}>
        {t`Ativar`}
      </Button>
      <IconButton label={t`Agora não`} icon={<X size={14} />} className="size-7" onClick={later} />
    </aside>
  )
}
