import type { Message } from '@attendance/api'
import { cn, Tooltip } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useFormats } from '@/app/formats'
import { useMe } from '@/app/session'
import { marksOf } from '../amendment'
import { react } from '../api'

/** Below the bubble: each emoji once, with who put it. Mine can be taken back. */
export function Reactions({ message, canReact }: { message: Message; canReact: boolean }) {
  const { t } = useLingui()
  const { list } = useFormats()
  const marks = marksOf(message, useMe())
  if (marks.length === 0) return null
  return (
    <ul
      aria-label={t`Reações`}
      className={cn(
        'relative z-10 -mt-1.5 flex flex-wrap gap-1 px-2',
        message.direction === 'out' && 'justify-end',
      )}
    >
      {marks.map(({ emoji, names, isMine }) => {
        const who = list(names.map((name) => name || t`Pelo aplicativo do canal`))
        return (
          <li key={emoji}>
            <Tooltip text={isMine && canReact ? t`${who} · clique para tirar a sua` : who} side="top">
              <button
                type="button"
                aria-label={t`${emoji} de ${who}`}
                aria-pressed={isMine}
                aria-disabled={!canReact}
                onClick={() => canReact && void react(message, isMine ? null : emoji)}
                className={cn(
                  'flex h-6 items-center gap-1 rounded-full border bg-panel px-1.5 text-ink shadow-sm',
                  isMine ? 'border-brand' : 'border-line',
                )}
              >
                <span className="text-sm leading-none">{emoji}</span>
                {names.length > 1 && <span className="text-2xs tabular-nums">{names.length}</span>}
              </button>
            </Tooltip>
          </li>
        )
      })}
    </ul>
  )
}
