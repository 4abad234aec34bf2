import { Failed } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useRouter } from '@tanstack/react-router'
import { problemText } from '../problems'

/** A page that could not be shown, and the way on. */
export function PageFailed({ error }: { error: unknown }) {
  const { t } = useLingui()
  const router = useRouter()
  return (
    <main className="h-full min-h-60 bg-panel">
      <Failed
        title={t`Não foi possível abrir esta página`}
        detail={problemText(error)}
        retryLabel={t`Tentar de novo`}
        onRetry={() => void router.invalidate()}
      />
    </main>
  )
}
