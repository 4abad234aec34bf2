import { Button, Chart, type ChartProps } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { useChartWords } from '@/app/chartWords'
import { Section } from '@/app/shell/Page'
import { csvOf, download } from '../csv'

interface ChartSectionProps extends Omit<ChartProps, 'words' | 'label'> {
  title: string
  description?: ReactNode
  /** What the points are. */
  dimension: string
  /** The file's name, without its ending. */
  file: string
  /** Beside the title. */
  choice?: ReactNode
}

/** A chart in its box; what it shows can be saved for a spreadsheet. */
export function ChartSection({ title, description, dimension, file, choice, ...chart }: ChartSectionProps) {
  const { t } = useLingui()
  const words = useChartWords(dimension, t`Nenhum atendimento neste período.`)
  const rows = () => [
    [dimension, ...chart.series.map(({ label }) => label)],
    ...chart.points.map(({ label, values }) => [label, ...values]),
  ]
  return (
    <Section
      title={title}
      description={description}
      actions={
        <>
          {choice}
          <Button
            size="sm"
            icon={<Download size={13} />}
            aria-label={t`Salvar como CSV: ${title}`}
            onClick={() => download(`${file}.csv`, csvOf(rows()))}
          >
            CSV
          </Button>
        </>
      }
    >
      <Chart {...chart} label={title} words={words} />
    </Section>
  )
}
