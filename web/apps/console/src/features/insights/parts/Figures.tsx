import type { Insights, Kpi } from '@attendance/api'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react'
import { useFormats } from '@/app/formats'
import { kpiTitle, unitBehind, valueAt } from '../kpis'
import type { Behind } from './BehindDialog'
import { KpiCard } from './KpiCard'

/** The six indicators with a target; beside the satisfaction stands the NPS of the same answers. */
export function Figures({ insights, onOpen }: { insights: Insights; onOpen: (behind: Behind) => void }) {
  const { kpis, steps } = insights
  const answers = useAnswers(insights)
  return (
    <ul className="mb-5 grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-3">
      {kpis.map((kpi) => {
        const unit = unitBehind(kpi.key)
        return (
          <KpiCard
            key={kpi.key}
            kpi={kpi}
            course={steps.map((step) => valueAt(step, kpi.key))}
            note={unit === 'score' && answers}
            onOpen={unit ? () => onOpen({ key: kpi.key, title: kpiTitle(kpi.key), unit }) : undefined}
          />
        )
      })}
    </ul>
  )
}

function useAnswers({ nps, ratings }: { nps: Kpi; ratings: number }): string | null {
  useLingui() // again when the language changes
  const { decimal } = useFormats()
  if (nps.value === null) return null
  const answers = plural(ratings, { one: '# resposta', other: '# respostas' })
  return `${kpiTitle('nps')} ${decimal(nps.value)} · ${answers}`
}
