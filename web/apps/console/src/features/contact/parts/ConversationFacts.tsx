import type { Conversation } from '@attendance/api'
import { Badge } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { usePriorityNames } from '@/features/actions/priorities'
import { Facts, Row } from './Facts'

export function ConversationFacts({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const { moment, number } = useFormats()
  const me = useMe()
  const priority = usePriorityNames()[conversation.priority]
  return (
    <Facts title={t`Conversa #${conversation.number}`}>
      <Row label={t`Canal`}>{conversation.inbox_name}</Row>
      <Row label={t`Fila`}>{conversation.queue_name ?? '—'}</Row>
      <Row label={t`Atendente`}>{conversation.assigned_to_name ?? '—'}</Row>
      {conversation.bot_id && may(me, 'bots.manage') && (
        <Row label={t`Bot`}>
          <Link
            to="/configuracoes/bots/$id/execucoes"
            params={{ id: conversation.bot_id }}
            search={{ conversation: conversation.id }}
            className="text-brand-text underline-offset-2 hover:underline"
          >
            {t`Ver execuções`}
          </Link>
        </Row>
      )}
      <Row label={t`Prioridade`}>{priority}</Row>
      {conversation.topic && <Row label={t`Assunto`}>{conversation.topic}</Row>}
      <Row label={t`Iniciada`}>{moment(conversation.created_at)}</Row>
      {conversation.resolved_at && <Row label={t`Encerrada`}>{moment(conversation.resolved_at)}</Row>}
      <Row label={t`Mensagens`}>{number(conversation.last_seq)}</Row>
      {conversation.tags.length > 0 && (
        <Row label={t`Etiquetas`}>
          <span className="flex flex-wrap gap-1">
            {conversation.tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </span>
        </Row>
      )}
    </Facts>
  )
}
