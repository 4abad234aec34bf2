import type { PipelineColumn } from '@attendance/api'
import { cn } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { useMoney } from '@/features/deals/useMoney'
import { pipelineSumsQuery } from '../api'

/** What may be bought: the worth of each stage. Won and lost ones are those of the period. */
export function PipelinePanel({ since }: { since: string }) {
  const { t } = useLingui()
  const query = useQuery(pipelineSumsQuery(since))
  return (
    <Section
      title={t`Pipeline CRM`}
      description={t`Em negociação agora; ganhos e perdidos são do período.`}
      actions={
        <Link
          to="/negocios"
          search={{}}
          className="text-brand-text hover:underline"
        >{t`Abrir negócios`}</Link>
      }
    >
      <Loaded query={query}>
        {({ columns }) => {
          const most = Math.max(1, ...columns.map(({ value }) => Number(value)))
          return (
            <ol
              aria-label={t`Pipeline CRM`}
              tabIndex={0}
              className="grid auto-cols-[minmax(112px,1fr)] grid-flow-col gap-2 overflow-x-auto pb-1"
            >
              {columns.map((column) => (
                <Stage key={column.stage.key} column={column} most={most} />
              ))}
            </ol>
          )
        }}
      </Loaded>
    </Section>
  )
}

const TONES = { open: 'bg-brand', won: 'bg-online', lost: 'bg-offline' }

function Stage({ column: { stage, value, deals }, most }: { column: PipelineColumn; most: number }) {
  const money = useMoney()
  return (
    <li className="flex min-w-0 flex-col rounded-lg border border-line px-3 py-2">
      <span className="truncate text-xs text-mute">{stage.name}</span>
      <span className="truncate font-semibold tabular-nums">{money(value)}</span>
      <span className="text-xs text-mute tabular-nums">
        {plural(deals, { one: '# negócio', other: '# negócios' })}
      </span>
      <span aria-hidden className="mt-2 h-1.5 overflow-hidden rounded-full bg-raised">
        <span
          className={cn('block h-full rounded-full', TONES[stage.kind])}
          style={{ width: `${(100 * Number(value)) / most}%` }}
        />
      </span>
    </li>
  )
}
