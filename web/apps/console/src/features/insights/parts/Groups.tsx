import type { InsightsGroup } from '@attendance/api'
import { Button, Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { Section } from '@/app/shell/Page'
import { csvOf, download } from '../csv'
import { kpiTitle, took } from '../kpis'
import type { Asked } from '../search'
import type { Behind } from './BehindDialog'

const KPIS = ['avg_wait_time', 'first_response_time', 'resolution_rate', 'customer_satisfaction'] as const

interface GroupsProps {
  title: string
  dimension: string
  file: string
  groups: readonly InsightsGroup[]
  /** How a group is asked for at the server. */
  scopeOf: (id: string) => Partial<Asked>
  /** Look at this one alone. */
  onChoose: (id: string) => void
  onOpen: (behind: Behind) => void
}

/** The same figures for each queue, or each attendant; a name narrows the page down to it. */
export function Groups({ title, dimension, file, groups, scopeOf, onChoose, onOpen }: GroupsProps) {
  const { t } = useLingui()
  const { number } = useFormats()
  const values = useValues()
  const heads = [dimension, t`Atendimentos`, t`Resolvidos`, ...KPIS.map(kpiTitle)]
  const rows = () => [
    heads,
    ...groups.map((one) => [one.name, one.opened, one.resolved, ...KPIS.map((key) => one[key])]),
  ]
  const count = (one: InsightsGroup, key: 'opened' | 'resolved', label: string) => (
    <button
      type="button"
      disabled={one[key] === 0}
      aria-label={`${label}, ${one.name}: ${number(one[key])}`}
      className="rounded px-1 underline decoration-line-strong underline-offset-4 hover:decoration-ink disabled:no-underline"
      onClick={() =>
        onOpen({
          key,
          title: `${label}: ${one.name}`,
          unit: key === 'resolved' ? 'seconds' : 'none',
          scope: scopeOf(one.id),
        })
      }
    >
      {number(one[key])}
    </button>
  )
  return (
    <Section
      title={title}
      actions={
        <Button
          size="sm"
          icon={<Download size={13} />}
          aria-label={t`Salvar como CSV: ${title}`}
          onClick={() => download(`${file}.csv`, csvOf(rows()))}
        >
          CSV
        </Button>
      }
    >
      {groups.length === 0 ? (
        <p className="text-mute">{t`Nenhum atendimento neste período.`}</p>
      ) : (
        <Table label={title}>
          <thead>
            <tr>
              {heads.map((head, index) => (
                <Th key={head} className={index > 0 ? 'text-right' : undefined}>
                  {head}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((one) => (
              <tr key={one.id}>
                <th scope="row" className="h-11 border-b border-line px-3 text-left font-normal">
                  <button
                    type="button"
                    className="max-w-52 truncate rounded text-left font-medium hover:underline"
                    title={t`Ver só ${one.name}`}
                    onClick={() => onChoose(one.id)}
                  >
                    {one.name}
                  </button>
                </th>
                <Td className="text-right tabular-nums">{count(one, 'opened', t`Atendimentos`)}</Td>
                <Td className="text-right tabular-nums">{count(one, 'resolved', t`Resolvidos`)}</Td>
                {KPIS.map((key) => (
                  <Td key={key} className="text-right tabular-nums">
                    {values(key, one[key])}
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

function useValues() {
  const formats = useFormats()
  const { percent, decimal } = formats
  return (key: (typeof KPIS)[number], value: number | null) => {
    if (value === null) return '—'
    if (key === 'resolution_rate') return percent(value)
    return key === 'customer_satisfaction' ? decimal(value) : took(value, formats)
  }
}
