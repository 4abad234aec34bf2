import type { ReportColumn, ReportResult } from '@attendance/api'
import { instantAt } from '@attendance/i18n'
import { useLingui } from '@lingui/react/macro'
import { useFormats } from '@/app/formats'
import { useMoney } from '@/features/deals/useMoney'
import type { Cell } from './definition'

export interface Cells {
  /** A dimension's value in full. */
  name: (column: ReportColumn, cell: Cell) => string
  /** Below an axis. */
  tick: (column: ReportColumn, cell: Cell) => string
  number: (unit: ReportColumn['unit'], cell: Cell) => string
}

/** Cells of a result in the reader's words. */
export function useCells(result: ReportResult): Cells {
  const { t } = useLingui()
  const formats = useFormats()
  const money = useMoney()
  const noon = (day: string) => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
    return instantAt({ year, month, day: date, hour: 12, minute: 0 }, formats.timeZone).toISOString()
  }
  const number: Cells['number'] = (unit, cell) => {
    if (typeof cell !== 'number') return '—'
    switch (unit) {
      case 'seconds':
        return formats.duration(cell)
      case 'percent':
        return formats.percent(cell)
      case 'money':
        return money(String(cell))
      case 'count':
        return formats.number(cell)
      default:
        return formats.decimal(cell)
    }
  }
  const name: Cells['name'] = (column, cell) => {
    if (cell === null) return t`(nenhum)`
    const text = String(cell)
    switch (column.kind) {
      case 'day':
        return formats.weekdayDate(noon(text))
      case 'week': {
        const first = formats.shortDay(noon(text))
        return t`semana de ${first}`
      }
      case 'month':
        return formats.month(noon(text))
      case 'number':
        return formats.decimal(Number(cell))
      default:
        return result.names[column.key]?.[text] ?? text
    }
  }
  return {
    name,
    number,
    tick: (column, cell) =>
      cell !== null && (column.kind === 'day' || column.kind === 'week')
        ? formats.shortDay(noon(String(cell)))
        : name(column, cell),
  }
}
