import { IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Pencil, Reply, X } from 'lucide-react'
import type { Aim } from '@/features/changes/aim'
import { QuoteLine } from '@/features/thread/parts/QuoteLine'

/** Above the words: which message they answer, or change. */
export function AimBar({ aim, onStop }: { aim: Aim; onStop: () => void }) {
  const { t } = useLingui()
  const isEdit = aim.kind === 'edit'
  return (
    <div className="flex items-center gap-2 border-b border-line px-3 py-1.5">
      {isEdit ? (
        <Pencil size={15} aria-hidden className="shrink-0 text-mute" />
      ) : (
        <Reply size={15} aria-hidden className="shrink-0 text-mute" />
      )}
      <div role="status" className="min-w-0 flex-1">
        <span className="sr-only">{isEdit ? t`Editando a mensagem` : t`Respondendo à mensagem`}</span>
        <QuoteLine message={aim.message} />
      </div>
      <IconButton
        label={isEdit ? t`Cancelar a edição` : t`Não responder a esta mensagem`}
        keys="Esc"
        icon={<X size={15} />}
        className="size-7"
        onClick={onStop}
      />
    </div>
  )
}
