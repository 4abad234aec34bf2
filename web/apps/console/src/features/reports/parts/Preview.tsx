import { cn, Empty, Failed, Skeleton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { CalendarX2 } from 'lucide-react'
import { problemText } from '@/app/problems'
import { useDebounced } from '@/app/useDebounced'
import { resultQuery } from '../api'
import { isComplete, type Draft } from '../definition'
import { ResultChart } from './ResultChart'
import { ResultTable } from './ResultTable'

const STILL_MS = 350

interface PreviewProps {
  title: string
  draft: Draft
  onChange: (draft: Draft) => void
}

/** What the report says right now; the last answer stays while the next one is fetched. */
export function Preview({ title, draft, onChange }: PreviewProps) {
  const { t } = useLingui()
  const still = useDebounced(draft, STILL_MS)
  const query = useQuery({ ...resultQuery(still), enabled: isComplete(still) })
  const { data: result } = query
  if (!isComplete(draft)) {
    return (
      <div className="rounded-xl border border-line bg-panel py-8">
        <Empty title={t`Falta escolher`}>
          {t`Complete os filtros e as datas ao lado para ver os números.`}
        </Empty>
      </div>
    )
  }
  if (query.isError) {
    return (
      <div className="rounded-xl border border-line bg-panel py-8">
        <Failed
          title={t`O relatório não saiu`}
          detail={problemText(query.error)}
          retryLabel={t`Tentar de novo`}
          onRetry={() => void query.refetch()}
        />
      </div>
    )
  }
  if (!result) return <Skeleton className="h-80 rounded-xl" />
  // An answer to another question has other columns: its numbers would stand under the wrong names.
  const isOther =
    result.columns.map(({ key }) => key).join() !== [...still.dimensions, ...still.measures].join()
  return (
    <div
      aria-busy={query.isFetching}
      className={cn('space-y-4 transition-opacity', (query.isFetching || isOther) && 'opacity-60')}
    >
      {result.rows.length === 0 ? (
        <div className="rounded-xl border border-line bg-panel py-8">
          <Empty icon={<CalendarX2 size={18} />} title={t`Nada neste período`}>
            {t`Escolha um período maior ou tire um filtro.`}
          </Empty>
        </div>
      ) : (
        <>
          {!isOther && <ResultChart title={title} result={result} draft={still} />}
          <ResultTable title={title} result={result} draft={draft} onChange={onChange} />
        </>
      )}
      {result.is_cut && (
        <p className="text-xs text-pretty text-mute">
          {t`Há mais linhas do que um relatório mostra. O total conta todas. Filtre, ou escolha um período menor.`}
        </p>
      )}
    </div>
  )
}
