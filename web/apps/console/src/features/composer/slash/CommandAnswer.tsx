import { cn, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { EyeOff, TriangleAlert, X } from 'lucide-react'
import type { Answer } from './useSlash'

/** What the last command said. Nobody else sees it. */
export function CommandAnswer({ answer, onClose }: { answer: Answer; onClose: () => void }) {
  const { t } = useLingui()
  const Icon = answer.isProblem ? TriangleAlert : EyeOff
  return (
    <div className="mb-2 flex items-start gap-2 rounded-xl border border-dashed border-line-strong bg-raised py-2 pr-1.5 pl-3">
      <Icon
        size={15}
        aria-hidden
        className={cn('mt-1 shrink-0', answer.isProblem ? 'text-danger' : 'text-mute')}
      />
      <div className="min-w-0 flex-1">
        <p
          role={answer.isProblem ? 'alert' : 'status'}
          // Long answers are scrolled by keyboard too.
          tabIndex={0}
          className="max-h-48 overflow-y-auto text-sm wrap-anywhere whitespace-pre-wrap"
        >
          {answer.text.replaceAll(/\*([^*\n]+)\*/g, '$1')}
        </p>
        <p className="mt-0.5 text-2xs text-mute">{t`Só você vê`}</p>
      </div>
      <IconButton
        label={t`Fechar a resposta do comando`}
        icon={<X size={15} />}
        className="size-7"
        onClick={onClose}
      />
    </div>
  )
}
