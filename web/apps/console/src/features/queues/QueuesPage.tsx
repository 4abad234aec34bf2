import type { Queue } from '@attendance/api'
import { Badge, Button, channelName, Empty, Table, Td, Th } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListPlus, ListTree } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { queuesQuery } from './api'
import { STRATEGY_WORDS } from './strategies'

export function QueuesPage() {
  const { t } = useLingui()
  const query = useQuery(queuesQuery)
  const create = (
    <Button asChild look="primary" icon={<ListPlus size={15} />}>
      <Link to="/configuracoes/filas/nova">{t`Criar Fila`}</Link>
    </Button>
  )
  return (
    <Page
      title={t`Filas configuradas`}
      description={t`Cada fila recebe conversas de alguns canais e as entrega aos seus atendentes.`}
      actions={create}
    >
      <Loaded query={query}>
        {(queues) =>
          queues.length === 0 ? (
            <Empty icon={<ListTree size={18} />} title={t`Nenhuma fila ainda`} action={create}>
              {t`Sem fila, quem pedir um atendente não chega a ninguém.`}
            </Empty>
          ) : (
            <QueueTable queues={queues} />
          )
        }
      </Loaded>
    </Page>
  )
}

function QueueTable({ queues }: { queues: readonly Queue[] }) {
  const { t, i18n } = useLingui()
  const { list, number } = useFormats()
  return (
    <Table label={t`Filas configuradas`}>
      <thead>
        <tr>
          <Th>{t`Fila`}</Th>
          <Th className="max-md:hidden">{t`Canais`}</Th>
          <Th>{t`Atendentes`}</Th>
          <Th className="max-md:hidden">{t`Estratégia`}</Th>
          <Th className="text-right">{t`Esperando`}</Th>
          <Th>{t`Status`}</Th>
        </tr>
      </thead>
      <tbody>
        {queues.map((queue) => (
          <tr key={queue.id} className="relative hover:bg-hover">
            <Td className="min-w-44 py-2 max-md:min-w-28">
              <Link
                to="/configuracoes/filas/$id"
                params={{ id: queue.id }}
                className="font-medium after:absolute after:inset-0"
              >
                {queue.name}
              </Link>
              {queue.description && (
                <p className="max-w-72 truncate text-xs text-mute">{queue.description}</p>
              )}
            </Td>
            <Td className="min-w-32 py-2 max-md:hidden">{list(queue.channels.map(channelName))}</Td>
            <Td className="whitespace-nowrap">
              {plural(queue.member_count, { one: '# ativo', other: '# ativos' })}
              <span className="block text-xs text-mute">{t`${queue.online_count} online agora`}</span>
            </Td>
            <Td className="whitespace-nowrap max-md:hidden">
              {i18n._(STRATEGY_WORDS[queue.policy.strategy].title)}
            </Td>
            <Td className="text-right tabular-nums">{number(queue.waiting_count)}</Td>
            <Td>
              <Badge tone={queue.is_active ? 'ok' : 'neutral'}>
                {queue.is_active ? t`Ativa` : t`Pausada`}
              </Badge>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
