import type { ReportColumn, ReportResult } from '@attendance/api'
import { cn, Table, Td, Th, Tooltip } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { sortedBy, type Draft } from '../definition'
import { useCells } from '../useCells'

interface ResultTableProps {
  title: string
  result: ReportResult
  draft: Draft
  onChange: (draft: Draft) => void
}

/** The numbers, with their definitions above them and their totals below. */
export function ResultTable({ title, result, draft, onChange }: ResultTableProps) {
  const { t } = useLingui()
  const cells = useCells(result)
  const split = result.columns.filter((one) => one.unit === null).length
  return (
    <Table label={title}>
      <thead>
        <tr>
          {result.columns.map((column) => (
            <Head
              key={column.key}
              column={column}
              order={draft.order?.by === column.key ? draft.order : null}
              onSort={() => onChange(sortedBy(draft, column.key))}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {result.rows.map((row) => (
          <tr key={JSON.stringify(row.slice(0, split))}>
            {row.map((cell, place) => {
              const column = result.columns[place]
              if (!column) return null
              return (
                <Td
                  key={column.key}
                  className={cn('h-9', column.unit ? 'text-right tabular-nums' : 'max-w-72 truncate')}
                >
                  {column.unit ? cells.number(column.unit, cell) : cells.name(column, cell)}
                </Td>
              )
            })}
          </tr>
        ))}
      </tbody>
      {split > 0 && (
        <tfoot>
          <tr className="bg-raised font-medium">
            {result.columns.map((column, place) => (
              <td key={column.key} className={cn('h-9 px-3', column.unit && 'text-right tabular-nums')}>
                {place === 0 && t`Total`}
                {column.unit && cells.number(column.unit, result.totals[place - split] ?? null)}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </Table>
  )
}

interface HeadProps {
  column: ReportColumn
  order: Draft['order']
  onSort: () => void
}

function Head({ column, order, onSort }: HeadProps) {
  const Arrow = order?.is_descending ? ArrowDown : ArrowUp
  const button = (
    <button type="button" onClick={onSort} className="inline-flex items-center gap-1 rounded hover:text-ink">
      {column.name}
      {order && <Arrow size={12} aria-hidden />}
    </button>
  )
  return (
    <Th
      className={column.unit ? 'text-right' : undefined}
      aria-sort={order ? (order.is_descending ? 'descending' : 'ascending') : 'none'}
    >
      {column.definition ? <Tooltip text={column.definition}>{button}</Tooltip> : button}
    </Th>
  )
}
