import type { Insights } from '@attendance/api'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react'
import { kpiTitle, unitBehind, valueAt } from '../kpis'
import type { Behind } from './BehindDialog'
import { KpiCard } from './KpiCard'

/** The six indicators with a target, and NPS beside the satisfaction that it is made of. */
export function Figures({ insights, onOpen }: { insights: Insights; onOpen: (behind: Behind) => void }) {
  useLingui() // again when the language changes
  const { kpis, nps, ratings, steps } = insights
  const ordered = kpis.flatMap((kpi) => (kpi.key === 'customer_satisfaction' ? [kpi, nps] : [kpi]))
  return (
    <ul className="mb-5 grid grid-cols-[repeat(auto-fill,minmax(min(100%,270px),1fr))] gap-3">
      {ordered.map((kpi) => {
        const unit = unitBehind(kpi.key)
        const isRating = unit === 'score' && ratings > 0
        return (
          <KpiCard
            key={kpi.key}
            kpi={kpi}
            course={steps.map((step) => valueAt(step, kpi.key))}
            note={isRating && plural(ratings, { one: '# resposta', other: '# respostas' })}
            onOpen={unit ? () => onOpen({ key: kpi.key, title: kpiTitle(kpi.key), unit }) : undefined}
          />
        )
      })}
    </ul>
  )
}
