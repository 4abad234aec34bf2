import type { BotTriedTurn } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { CircleAlert, Zap } from 'lucide-react'
import { RichText } from '@/features/thread/parts/RichText'

interface TriedTurnViewProps {
  turn: BotTriedTurn
  isLast: boolean
  onChoose: (value: string, label: string) => void
  onOpen: (path: string, line: number) => void
}

/** What the bot did in one turn: its words, what it would have done, and what stopped it. */
export function TriedTurnView({ turn, isLast, onChoose, onOpen }: TriedTurnViewProps) {
  const { t } = useLingui()
  const { error } = turn
  const isSilent = turn.said.length === 0 && turn.effects.length === 0 && !error
  return (
    <>
      {turn.said.map(({ text, options }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- what was said never moves
        <div key={index} className="space-y-1.5">
          {text && (
            <div className="w-fit max-w-[85%] rounded-2xl rounded-bl-md bg-bubble-bot px-3 py-1.5 text-sm">
              <RichText text={text} />
            </div>
          )}
          {options.length > 0 && (
            <ul aria-label={t`Respostas rápidas`} className="flex flex-wrap gap-1.5">
              {options.map(({ value, label }) => (
                <li key={value}>
                  <button
                    type="button"
                    disabled={!isLast}
                    onClick={() => onChoose(value, label)}
                    className="rounded-full border border-brand px-2.5 py-1 text-xs font-medium text-brand-text enabled:hover:bg-brand-soft disabled:border-line disabled:text-mute"
                  >
                    {label}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
      {turn.effects.map((effect, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- effects never move
        <p key={index} className="flex items-start gap-1.5 font-mono text-2xs text-mute">
          <Zap size={12} aria-hidden className="mt-0.5 shrink-0" />
          <span className="wrap-anywhere">{effect}</span>
        </p>
      ))}
      {error && (
        <button
          type="button"
          onClick={() => onOpen(error.script, error.line)}
          className="flex w-full items-start gap-1.5 rounded-lg bg-danger-soft px-2.5 py-2 text-left text-danger"
        >
          <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
          <span className="min-w-0 flex-1 wrap-anywhere">
            {error.message}
            <span className="block font-mono text-2xs">
              {error.script}:{error.line} · {error.code}
            </span>
          </span>
        </button>
      )}
      {isSilent && <p className="text-xs text-mute">{t`O bot não respondeu nada.`}</p>}
    </>
  )
}
