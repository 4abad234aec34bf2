import { Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { PriorityMark, StatusMark } from '@/features/tickets/parts/Marks'
import { useTicketWords } from '@/features/tickets/words'
import { recentTicketsQuery } from '../api'

/** The tickets that changed last. */
export function RecentTickets() {
  const { t } = useLingui()
  const { category } = useTicketWords()
  const query = useQuery(recentTicketsQuery)
  const title = t`Tickets recentes`
  return (
    <Section
      title={title}
      actions={
        <Link to="/tickets" search={{}} className="text-brand-text hover:underline">{t`Ver todos`}</Link>
      }
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-mute">{t`Nenhum ticket ainda. Eles se abrem de uma conversa ou por regra da fila.`}</p>
          ) : (
            <Table label={title}>
              <thead>
                <tr>
                  {[t`Ticket`, t`Cliente`, t`Categoria`, t`Prioridade`, t`Atendente`, t`Status`].map(
                    (head) => (
                      <Th key={head}>{head}</Th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {items.map((ticket) => (
                  <tr key={ticket.id}>
                    <th scope="row" className="h-11 border-b border-line px-3 text-left font-normal">
                      <Link
                        to="/tickets/$id"
                        params={{ id: ticket.id }}
                        search={{}}
                        title={ticket.subject}
                        className="font-medium whitespace-nowrap text-brand-text tabular-nums hover:underline"
                      >
                        {ticket.number}
                      </Link>
                    </th>
                    <Td className="max-w-48 truncate">{ticket.customer_name ?? t`Sem contato`}</Td>
                    <Td className="whitespace-nowrap">{ticket.category ? category(ticket.category) : '—'}</Td>
                    <Td>
                      <PriorityMark priority={ticket.priority} />
                    </Td>
                    <Td className="max-w-40 truncate">{ticket.assigned_to_name ?? t`Sem responsável`}</Td>
                    <Td>
                      <StatusMark status={ticket.status} />
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )
        }
      </Loaded>
    </Section>
  )
}
