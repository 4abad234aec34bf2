import type { Insights } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormats } from '@/app/formats'
import { Section } from '@/app/shell/Page'
import type { Behind } from './BehindDialog'

/** The day so far, whatever period the page shows. */
export function TodayPanel({ insights, onOpen }: { insights: Insights; onOpen: (behind: Behind) => void }) {
  const { t } = useLingui()
  const { number, duration } = useFormats()
  const { today } = insights
  const scope = { since: today.since, until: null }
  const button = (key: string, title: string, unit: Behind['unit'], shown: string) => (
    <button
      type="button"
      className="rounded underline decoration-line-strong underline-offset-4 hover:decoration-ink"
      onClick={() => onOpen({ key, title, unit, scope })}
    >
      {shown}
    </button>
  )
  const took = today.resolution_seconds
  const rows: [string, ReactNode][] = [
    [t`Hoje`, button('opened', t`Atendimentos de hoje`, 'none', number(today.opened))],
    [t`Resolvidos`, button('resolved', t`Resolvidos hoje`, 'seconds', number(today.resolved))],
    [
      t`Em aberto`,
      <Link
        key="open"
        to="/kanban"
        search={{}}
        className="rounded underline decoration-line-strong underline-offset-4 hover:decoration-ink"
      >
        {number(insights.unsolved)}
      </Link>,
    ],
    [t`Tempo médio`, took === null ? '—' : duration(took)],
  ]
  return (
    <Section title={t`Atendimentos de hoje`}>
      <dl className="space-y-2">
        {rows.map(([label, value]) => (
          <div key={label} className="flex items-baseline justify-between gap-3">
            <dt className="text-mute">{label}</dt>
            <dd className="text-lg font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
