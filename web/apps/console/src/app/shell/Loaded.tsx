import { Failed, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemText } from '../problems'

interface LoadedProps<Data> {
  query: UseQueryResult<Data>
  children: (data: Data) => ReactNode
}

/** What a query found, or how it stands: loading, failed with a way on. */
export function Loaded<Data>({ query, children }: LoadedProps<Data>) {
  const { t } = useLingui()
  if (query.data !== undefined) return children(query.data)
  if (query.isError) {
    return (
      <div className="rounded-xl border border-line bg-panel">
        <Failed
          title={t`Não carregou`}
          detail={problemText(query.error)}
          retryLabel={t`Tentar de novo`}
          onRetry={() => void query.refetch()}
        />
      </div>
    )
  }
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-panel">
      <SkeletonRows count={5} label={t`Carregando`} />
    </div>
  )
}
