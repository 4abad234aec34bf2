import type { Insights } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormats } from '@/app/formats'
import { changeOf } from '../kpis'
import type { Behind } from './BehindDialog'
import { Change } from './Change'

interface TotalsProps {
  insights: Insights
  onOpen: (behind: Behind) => void
}

/** The present moment, and the period in four numbers. */
export function Totals({ insights, onOpen }: TotalsProps) {
  const { t } = useLingui()
  const { number, duration } = useFormats()
  const { previous, resolution_seconds: took } = insights
  const behind = (key: string, title: string, unit: Behind['unit'], shown: ReactNode) => (
    <button type="button" className={UNDERLINED} onClick={() => onOpen({ key, title, unit })}>
      {shown}
    </button>
  )
  return (
    <dl className="mb-5 grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-3">
      <Tile label={t`Na fila`}>
        <Link to="/fila" search={{}} className={UNDERLINED}>
          {number(insights.waiting)}
        </Link>
      </Tile>
      <Tile label={t`Atendentes online`}>
        <Link to="/atendentes" className={UNDERLINED}>
          {number(insights.online)}/{number(insights.attendants)}
        </Link>
      </Tile>
      <Tile label={t`Em aberto`}>
        <Link to="/kanban" search={{}} className={UNDERLINED}>
          {number(insights.unsolved)}
        </Link>
      </Tile>
      <Tile label={t`Atendimentos`} change={changed(insights.opened, previous.opened)}>
        {behind('opened', t`Atendimentos`, 'none', number(insights.opened))}
      </Tile>
      <Tile label={t`Resolvidos`} change={changed(insights.resolved, previous.resolved)} good="more">
        {behind('resolved', t`Resolvidos`, 'seconds', number(insights.resolved))}
      </Tile>
      <Tile
        label={t`Tempo médio até resolver`}
        change={changed(took, previous.resolution_seconds)}
        good="less"
      >
        {took === null ? '—' : behind('resolved', t`Tempo médio até resolver`, 'seconds', duration(took))}
      </Tile>
    </dl>
  )
}

const UNDERLINED = 'rounded underline decoration-line-strong underline-offset-4 hover:decoration-ink'

function changed(value: number | null, previous: number | null): number | null {
  return changeOf({ value, previous, unit: 'count' })
}

interface TileProps {
  label: string
  change?: number | null
  /** Which way is good; null: neither. */
  good?: 'more' | 'less' | null
  children: ReactNode
}

function Tile({ label, change = null, good = null, children }: TileProps) {
  return (
    <div className="rounded-xl border border-line bg-panel px-4 py-3">
      <dt className="text-xs text-mute">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-xl font-semibold tabular-nums">{children}</span>
        <Change
          change={change}
          isBetter={good === null || change === null ? null : change > 0 === (good === 'more')}
        />
      </dd>
    </div>
  )
}
