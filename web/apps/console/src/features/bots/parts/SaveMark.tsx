import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Check, CircleAlert, CircleDot, LoaderCircle } from 'lucide-react'
import { problemText } from '@/app/problems'
import { standingOf, type Doc } from '../workbench'

/** Whether what is on the screen is on the server. */
export function SaveMark({ doc, onSave }: { doc: Doc; onSave: () => void }) {
  const { t } = useLingui()
  const standing = standingOf(doc)
  return (
    <span role="status" className="flex min-w-0 items-center gap-1.5 text-xs text-mute">
      {standing === 'saved' && (
        <>
          <Check size={13} aria-hidden /> {t`Salvo`}
        </>
      )}
      {standing === 'saving' && (
        <>
          <LoaderCircle size={13} aria-hidden className="animate-spin" /> {t`Salvando…`}
        </>
      )}
      {standing === 'unsaved' && (
        <>
          <CircleDot size={13} aria-hidden className="text-away" /> {t`Não salvo`}
        </>
      )}
      {(standing === 'failed' || standing === 'conflict') && (
        <span className="flex min-w-0 items-center gap-1.5 text-danger">
          <CircleAlert size={13} aria-hidden className="shrink-0" />
          <span className="truncate">
            {standing === 'conflict' ? t`Em conflito` : problemText(doc.problem)}
          </span>
        </span>
      )}
      {standing === 'failed' && (
        <Button look="quiet" size="sm" className="h-6" onClick={onSave}>{t`Tentar de novo`}</Button>
      )}
    </span>
  )
}
