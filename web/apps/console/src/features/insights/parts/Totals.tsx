import type { Insights } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormats } from '@/app/formats'
import type { Figure } from './Behind'

interface TotalsProps {
  insights: Insights
  onOpen: (figure: Figure) => void
}

/** The present moment, and the period in four numbers. */
export function Totals({ insights, onOpen }: TotalsProps) {
  const { t } = useLingui()
  const { number, duration } = useFormats()
  const { resolution_seconds: took } = insights
  const behind = (key: string, title: string, unit: Figure['unit'], shown: ReactNode) => (
    <button
      type="button"
      className="underline decoration-line-strong underline-offset-4 hover:decoration-ink"
      onClick={() => onOpen({ key, title, unit })}
    >
      {shown}
    </button>
  )
  const figures: [string, ReactNode][] = [
    [
      t`Na fila`,
      <Link key="queue" to="/fila">
        {number(insights.waiting)}
      </Link>,
    ],
    [t`Atendentes online`, `${number(insights.online)}/${number(insights.attendants)}`],
    [t`Atendimentos`, behind('opened', t`Atendimentos`, 'none', number(insights.opened))],
    [t`Resolvidos`, behind('resolved', t`Resolvidos`, 'seconds', number(insights.resolved))],
    [
      t`Em aberto`,
      <Link key="open" to="/kanban">
        {number(insights.unsolved)}
      </Link>,
    ],
    [t`Tempo médio até resolver`, took === null ? '—' : duration(took)],
  ]
  return (
    <dl className="mb-5 grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-3">
      {figures.map(([label, value]) => (
        <div key={label} className="rounded-xl border border-line bg-panel px-4 py-3">
          <dt className="text-xs text-mute">{label}</dt>
          <dd className="text-xl font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
