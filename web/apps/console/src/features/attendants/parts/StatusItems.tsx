import type { Attendant, AttendantStatus } from '@attendance/api'
import { MenuItem, MenuLabel, PresenceDot } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { changeStatus } from '../api'
import { AWAY_REASONS, STATUS_WORDS } from '../status'
import { showProblem } from '@/app/showProblem'

/** The statuses to choose from; a pause is chosen with its reason. */
export function StatusItems({ attendant }: { attendant: Attendant }) {
  const { t, i18n } = useLingui()

  async function choose(status: AttendantStatus, reason: string | null = null) {
    await changeStatus(attendant.id, { status, reason }).catch(showProblem)
  }

  const item = (status: AttendantStatus, words: string, reason: string | null = null) => (
    <MenuItem
      key={`${status} ${reason}`}
      icon={<PresenceDot status={status} />}
      isChosen={attendant.status === status && (reason === null || attendant.status_reason === reason)}
      onChoose={() => void choose(status, reason)}
    >
      {words}
    </MenuItem>
  )

  return (
    <>
      <MenuLabel>{t`Status`}</MenuLabel>
      {item('online', i18n._(STATUS_WORDS.online.title))}
      {item('busy', i18n._(STATUS_WORDS.busy.title))}
      {AWAY_REASONS.map((reason) => {
        const words = i18n._(reason)
        return item('away', t`Ausente: ${words}`, words)
      })}
      {item('offline', i18n._(STATUS_WORDS.offline.title))}
    </>
  )
}
