import type { ExecutionDetail } from '@attendance/api'
import { IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, CircleAlert } from 'lucide-react'
import { useCommands } from '@/app/commands/registry'
import { Variables } from '../parts/Variables'
import { TurnTalk } from './TurnTalk'
import { turnAt, variablesBefore, type Step } from './replay'

interface ReplayProps {
  execution: ExecutionDetail
  steps: readonly Step[]
  position: number
  onMove: (position: number) => void
}

/** Walks through the lines that ran; with each turn what was said, and the variables after it. */
export function Replay({ execution, steps, position, onMove }: ReplayProps) {
  const { t } = useLingui()
  const step = steps[position]
  if (!step) return <p className="p-4 text-mute">{t`Nenhum passo foi guardado.`}</p>
  const { turn } = step
  const isLastOfTurn = steps[position + 1]?.turn !== turn
  const before = variablesBefore(execution.turns, turn)
  return (
    <div>
      <Walk steps={steps} position={position} onMove={onMove} />
      <div className="space-y-4 p-4">
        <TurnTalk execution={execution} turn={turn} />
        {step.notes.length > 0 && (
          <section aria-label={t`Nesta linha`}>
            <h3 className="pb-1 text-xs font-medium text-mute">{t`Nesta linha`}</h3>
            <ul className="space-y-0.5 font-mono text-2xs">
              {step.notes.map(({ event, text }) => (
                <li key={`${event} ${text}`} className={event === 'error' ? 'text-danger' : ''}>
                  {event} {text}
                </li>
              ))}
            </ul>
          </section>
        )}
        <section aria-label={t`Variáveis`}>
          <h3 className="pb-1 text-xs font-medium text-mute">
            {isLastOfTurn ? t`Variáveis depois deste turno` : t`Variáveis antes deste turno`}
          </h3>
          {isLastOfTurn ? (
            <Variables variables={turn.variables} before={before} />
          ) : (
            <Variables variables={before} />
          )}
        </section>
        {execution.error && position === steps.length - 1 && (
          <p
            role="alert"
            className="flex items-start gap-1.5 rounded-lg bg-danger-soft px-3 py-2 text-danger"
          >
            <CircleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
            <span className="wrap-anywhere">
              {execution.error.message}
              <span className="block font-mono text-2xs">
                {execution.error.script}:{execution.error.line} · {execution.error.code}
              </span>
            </span>
          </p>
        )}
      </div>
    </div>
  )
}

function Walk({ steps, position, onMove }: Omit<ReplayProps, 'execution'>) {
  const { t } = useLingui()
  const last = steps.length - 1
  const back = () => onMove(Math.max(0, position - 1))
  const on = () => onMove(Math.min(last, position + 1))
  useCommands([
    { id: 'step back', title: t`Passo anterior`, group: 'general', keys: 'k', isMotion: true, run: back },
    { id: 'step on', title: t`Próximo passo`, group: 'general', keys: 'j', isMotion: true, run: on },
  ])
  return (
    <div className="sticky top-0 z-10 flex h-11 items-center gap-0.5 border-b border-line bg-panel px-2">
      <IconButton
        label={t`Turno anterior`}
        icon={<ChevronFirst size={16} />}
        disabled={position === 0}
        onClick={() => onMove(turnAt(steps, position, -1))}
      />
      <IconButton
        label={t`Passo anterior`}
        keys="K"
        icon={<ChevronLeft size={16} />}
        disabled={position === 0}
        onClick={back}
      />
      <span role="status" className="flex-1 text-center text-xs tabular-nums">
        {t`Passo ${position + 1} de ${steps.length}`}
      </span>
      <IconButton
        label={t`Próximo passo`}
        keys="J"
        icon={<ChevronRight size={16} />}
        disabled={position === last}
        onClick={on}
      />
      <IconButton
        label={t`Próximo turno`}
        icon={<ChevronLast size={16} />}
        disabled={position === last}
        onClick={() => onMove(turnAt(steps, position, 1))}
      />
    </div>
  )
}
