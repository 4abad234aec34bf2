import type { Execution } from '@attendance/api'
import { Badge, Button, Empty, Segmented, Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ListRestart, X } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { useWaitNames } from '../waits'
import { executionsQuery } from './api'
import { STATUSES, type ExecutionSearch } from './search'
import { STATUS_TONES, useKindNames, useStatusNames } from './statuses'

const FROM = '/shell/configuracoes/bots/$id/execucoes'

/** What the bot's scripts are doing and did. */
export function ExecutionsPage() {
  const { t } = useLingui()
  const id = useParams({ from: FROM, select: (params) => params.id })
  const search = useSearch({ from: FROM })
  const query = useInfiniteQuery(executionsQuery(id, search))
  return (
    <div className="h-full overflow-y-auto bg-canvas p-4">
      <div className="mx-auto max-w-6xl">
        <Filters id={id} search={search} />
        <Loaded query={query}>
          {({ pages }) => {
            const executions = pages.flatMap((page) => page.items)
            return executions.length === 0 ? (
              <Empty icon={<ListRestart size={18} />} title={t`Nenhuma execução`}>
                {search.status || search.conversation
                  ? t`Nada corresponde a este filtro.`
                  : t`Cada conversa com o bot publicado aparece aqui, passo a passo.`}
              </Empty>
            ) : (
              <ExecutionTable id={id} executions={executions} />
            )
          }}
        </Loaded>
        {query.hasNextPage && (
          <Button
            className="mt-3"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >{t`Carregar mais`}</Button>
        )}
      </div>
    </div>
  )
}

function Filters({ id, search }: { id: string; search: ExecutionSearch }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const names = useStatusNames()
  const show = (next: ExecutionSearch) =>
    void navigate({ to: '/configuracoes/bots/$id/execucoes', params: { id }, search: next })
  const { status, ...others } = search
  return (
    <div className="mb-3 flex items-center gap-2 overflow-x-auto whitespace-nowrap">
      <Segmented
        label={t`Situação`}
        value={status ?? 'all'}
        onChange={(value) => show(value === 'all' ? others : { ...others, status: value })}
        options={[
          { value: 'all' as const, label: t`Todas` },
          ...STATUSES.map((value) => ({ value, label: names[value] })),
        ]}
      />
      {search.conversation && (
        <Button size="sm" icon={<X size={13} />} onClick={() => show(status ? { status } : {})}>
          {t`Só uma conversa`}
        </Button>
      )}
    </div>
  )
}

function ExecutionTable({ id, executions }: { id: string; executions: readonly Execution[] }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const names = useStatusNames()
  const kinds = useKindNames()
  return (
    <Table label={t`Execuções`}>
      <thead>
        <tr>
          <Th>{t`Cliente`}</Th>
          <Th>{t`Situação`}</Th>
          <Th>{t`Onde está`}</Th>
          <Th className="max-md:hidden">{t`Versão`}</Th>
          <Th className="max-md:hidden">{t`Começou`}</Th>
          <Th className="max-md:hidden">{t`Última mudança`}</Th>
        </tr>
      </thead>
      <tbody>
        {executions.map((execution) => (
          <tr key={execution.id} className="relative hover:bg-hover">
            <Td className="min-w-32 py-2">
              <Link
                to="/configuracoes/bots/$id/execucoes/$execution"
                params={{ id, execution: execution.id }}
                className="font-medium wrap-anywhere after:absolute after:inset-0"
              >
                {execution.contact_name ?? kinds(execution.kind)}
              </Link>
              {execution.kind !== 'dialogue' && <p className="text-xs text-mute">{kinds(execution.kind)}</p>}
            </Td>
            <Td className="whitespace-nowrap">
              <Badge tone={STATUS_TONES[execution.status]}>{names[execution.status]}</Badge>
            </Td>
            <Td className="min-w-28 py-2">
              <Where execution={execution} />
            </Td>
            <Td className="tabular-nums max-md:hidden">{execution.version}</Td>
            <Td className="whitespace-nowrap text-mute max-md:hidden">{moment(execution.started_at)}</Td>
            <Td className="whitespace-nowrap text-mute max-md:hidden">{moment(execution.updated_at)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Where({ execution }: { execution: Execution }) {
  const waitNames = useWaitNames()
  const { script_now: script, line, wait_kind: wait, error } = execution
  return (
    <>
      <span className="font-mono text-xs">
        {script}:{line}
      </span>
      {wait && <span className="block text-xs text-mute">{waitNames(wait)}</span>}
      {error && <span className="line-clamp-2 text-xs wrap-anywhere text-danger">{error.message}</span>}
    </>
  )
}
