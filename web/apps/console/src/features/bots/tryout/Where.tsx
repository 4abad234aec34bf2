import type { BotTriedTurn } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { CircleStop, PauseCircle } from 'lucide-react'
import { Variables } from '../parts/Variables'
import { useWaitNames } from '../waits'

interface WhereProps {
  turn: BotTriedTurn
  onOpen: (path: string, line: number) => void
}

/** Where the script stands now, and what its names hold. */
export function Where({ turn, onOpen }: WhereProps) {
  const { t } = useLingui()
  const waitNames = useWaitNames()
  const { script, line, waits, error, variables } = turn
  const count = Object.keys(variables).length
  return (
    <div className="border-t border-line text-xs">
      <p className="flex items-center gap-1.5 px-3 py-1.5">
        {waits ? (
          <PauseCircle size={14} aria-hidden className="shrink-0 text-away" />
        ) : (
          <CircleStop size={14} aria-hidden className="shrink-0 text-mute" />
        )}
        <span className="min-w-0 flex-1 truncate">
          {error ? t`Parou com um erro` : waits ? waitNames(waits) : t`Terminou`}
        </span>
        {line > 0 && script && (
          <button
            type="button"
            onClick={() => onOpen(script, line)}
            className="shrink-0 font-mono text-brand-text underline-offset-2 hover:underline"
          >
            {script}:{line}
          </button>
        )}
      </p>
      {count > 0 && (
        <details className="border-t border-line">
          <summary className="px-3 py-1.5 text-mute">{t`Variáveis (${count})`}</summary>
          <div className="max-h-40 overflow-y-auto px-3 pb-2">
            <Variables variables={variables} />
          </div>
        </details>
      )}
    </div>
  )
}
