import { Button } from '@attendance/ui'
import { Trans, useLingui } from '@lingui/react/macro'
import { LoaderCircle, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { socket, useLive } from '../live'

const PATIENCE_MS = 1500

/** Says that what is on the screen may be old. Short cuts of the line are not worth a word. */
export function ConnectionBanner() {
  const { t } = useLingui()
  const connection = useLive((live) => live.connection)
  const isDown = useLasting(connection === 'waiting' || connection === 'connecting')
  if (!isDown) return null
  return (
    <div
      role="status"
      className="flex items-center justify-center gap-2 bg-warn-soft px-3 py-1 text-xs text-warn"
    >
      {connection === 'connecting' ? (
        <LoaderCircle size={14} className="animate-spin" aria-hidden />
      ) : (
        <WifiOff size={14} aria-hidden />
      )}
      <Trans>Sem conexão. O que você escrever será enviado quando ela voltar.</Trans>
      <Button look="quiet" size="sm" className="h-6 text-warn underline" onClick={socket.retryNow}>
        {t`Tentar agora`}
      </Button>
    </div>
  )
}

function useLasting(isTrue: boolean): boolean {
  const [lasted, setLasted] = useState(false)
  useEffect(() => {
    if (!isTrue) return setLasted(false)
    const timer = setTimeout(() => setLasted(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [isTrue])
  return lasted
}
