import type { MeasuredConversation, Page } from '@attendance/api'
import { Button, Dialog, Empty } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useRef } from 'react'
import { api } from '@/app/client'
import { now } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { took } from '../kpis'
import type { Asked } from '../search'

/** A figure that a list stands behind, and how to write what each conversation added. */
export interface Behind {
  key: string
  title: string
  unit: 'seconds' | 'score' | 'outcome' | 'none'
  /** What is asked beyond the page: a point of a chart, a queue, an attendant. */
  scope?: Partial<Asked>
}

const MINUTE_MS = 60_000

interface BehindProps {
  figure: Behind
  asked: Asked
  onClose: () => void
}

/** The conversations that make a figure, by the same definition. */
export function BehindDialog({ figure, asked, onClose }: BehindProps) {
  const { t } = useLingui()
  const opened = useRef(new Date(now() + MINUTE_MS).toISOString())
  const wanted = { ...asked, ...figure.scope }
  const query = useInfiniteQuery({
    queryKey: ['insights', 'behind', figure.key, wanted],
    queryFn: ({ pageParam }) =>
      api.get<Page<MeasuredConversation>>('/api/attendance/insights/conversations', {
        query: {
          ...wanted,
          until: wanted.until ?? opened.current,
          figure: figure.key,
          cursor: pageParam,
        },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
  const lines = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Dialog
      title={figure.title}
      description={t`As conversas por trás deste número, as últimas primeiro`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      size="lg"
    >
      <Loaded query={query}>
        {() =>
          lines.length === 0 ? (
            <Empty icon={<SearchX size={18} />} title={t`Nenhuma conversa neste período.`} />
          ) : (
            <>
              <ul className="divide-y divide-line">
                {lines.map((line) => (
                  <Line key={`${line.session_id} ${line.at}`} line={line} unit={figure.unit} />
                ))}
              </ul>
              {query.hasNextPage && (
                <Button
                  className="mt-3"
                  disabled={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >{t`Carregar mais`}</Button>
              )}
            </>
          )
        }
      </Loaded>
    </Dialog>
  )
}

function Line({ line, unit }: { line: MeasuredConversation; unit: Behind['unit'] }) {
  const { t } = useLingui()
  const formats = useFormats()
  const { decimal, moment } = formats
  const value =
    unit === 'seconds'
      ? took(line.value, formats)
      : unit === 'score'
        ? decimal(line.value)
        : unit === 'outcome'
          ? line.value === 1
            ? t`Resolvida`
            : t`Abandonada`
          : ''
  return (
    <li className="flex items-center gap-3 py-2">
      <Link
        to="/conversas/$id"
        params={{ id: line.session_id }}
        search={{}}
        className="min-w-0 flex-1 truncate font-medium text-brand-text hover:underline"
      >
        #{line.number} {line.user_name}
      </Link>
      <span className="min-w-0 truncate text-mute max-sm:hidden">
        {[line.queue_name, line.assigned_to_name].filter(Boolean).join(' • ')}
      </span>
      <span className="shrink-0 text-xs text-mute">{moment(line.at)}</span>
      {value && <span className="w-24 shrink-0 text-right tabular-nums">{value}</span>}
    </li>
  )
}
