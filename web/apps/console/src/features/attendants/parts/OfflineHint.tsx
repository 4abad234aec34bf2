import { Button, PresenceDot } from '@attendance/ui'
import { Trans, useLingui } from '@lingui/react/macro'
import { showProblem } from '@/app/showProblem'
import { changeStatus, useMyAttendant } from '../api'

/** The usual reason why no conversation arrives, and the way out. */
export function OfflineHint() {
  const { t } = useLingui()
  const attendant = useMyAttendant()
  if (attendant?.status !== 'offline') return null
  return (
    <aside
      aria-label={t`Status`}
      className="flex items-center gap-2 border-b border-line bg-raised py-1.5 pr-2 pl-3 text-xs"
    >
      <PresenceDot status="offline" />
      <span className="min-w-0 flex-1">
        <Trans>Você está offline e não recebe conversas.</Trans>
      </span>
      <Button
        size="sm"
        onClick={() => void changeStatus(attendant.id, { status: 'online' }).catch(showProblem)}
      >
        {t`Ficar online`}
      </Button>
    </aside>
  )
}
