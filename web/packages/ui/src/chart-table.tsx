import { valueText, type ChartData, type ChartWords, type OpenPoint } from './chart-types'
import { Table, Td, Th } from './table'

interface ChartTableProps extends ChartData {
  label: string
  words: ChartWords
  height: number
  onOpen?: OpenPoint | undefined
}

/** The same figures in rows; as high as the chart, longer ones scroll. */
export function ChartTable({ label, words, height, series, points, format, onOpen }: ChartTableProps) {
  return (
    <div style={{ maxHeight: height }} className="overflow-y-auto">
      <Table label={label}>
        <thead>
          <tr>
            <Th>{words.dimension}</Th>
            {series.map((one) => (
              <Th key={one.key} className="text-right">
                {one.label}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.key}>
              <th scope="row" className="h-9 border-b border-line px-3 text-left font-normal">
                {point.label}
              </th>
              {series.map((one, index) => (
                <Td key={one.key} className="h-9 text-right tabular-nums">
                  {onOpen && !one.isReference && point.values[index] ? (
                    <button
                      type="button"
                      aria-label={`${point.label}, ${one.label}: ${valueText(point.values[index], format)}`}
                      className="rounded px-1 underline decoration-line-strong underline-offset-4 hover:decoration-ink"
                      onClick={() => onOpen(point, one)}
                    >
                      {valueText(point.values[index], format)}
                    </button>
                  ) : (
                    valueText(point.values[index], format)
                  )}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
