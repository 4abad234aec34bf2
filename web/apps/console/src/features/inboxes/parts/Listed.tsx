import type { Page } from '@attendance/api'
import { Button, Failed, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { problemText } from '@/app/problems'

interface ListedProps<Item> {
  query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>
  empty: ReactNode
  children: (item: Item) => ReactNode
}

/** A list that grows by pages, or how it stands: loading, failed, empty. */
export function Listed<Item>({ query, empty, children }: ListedProps<Item>) {
  const { t } = useLingui()
  if (query.isPending) return <SkeletonRows count={2} label={t`Carregando`} className="px-0" />
  if (query.isError && !query.data) {
    return (
      <Failed
        title={t`Não carregou`}
        detail={problemText(query.error)}
        retryLabel={t`Tentar de novo`}
        onRetry={() => void query.refetch()}
      />
    )
  }
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return empty
  return (
    <>
      <ul className="-my-3 divide-y divide-line">{items.map((item) => children(item))}</ul>
      {query.hasNextPage && (
        <Button
          className="mt-5 w-full"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t`Mostrar mais`}
        </Button>
      )}
    </>
  )
}
