import { Empty, Failed } from '@attendance/ui'
import { ProblemError } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { EyeOff } from 'lucide-react'
import { useEffect } from 'react'
import { socket, useLive } from '@/app/live'
import { problemText } from '@/app/problems'
import { useShownConversation } from './useShownConversation'
import { conversationQuery } from './api'
import { ConversationView } from './parts/ConversationView'

/** A conversation wherever it is opened. `isCompact`: beside something else, where the contact has no room. */
export function OpenConversation({ id, isCompact = false }: { id: string; isCompact?: boolean }) {
  const { t } = useLingui()
  const epoch = useLive((live) => live.state.epoch)
  const query = useQuery(conversationQuery(id, epoch))
  const conversation = useShownConversation(id)

  useEffect(() => {
    socket.view(id)
    return () => socket.view(null)
  }, [id])

  if (conversation) return <ConversationView key={id} conversation={conversation} isCompact={isCompact} />
  const isHidden = query.isSuccess || (query.error instanceof ProblemError && query.error.status === 404)
  if (isHidden) {
    return (
      <Empty icon={<EyeOff size={18} />} title={t`Conversa não disponível`} className="bg-panel">
        {t`Ela não existe ou não está mais visível para você: pode ter sido transferida para outra fila.`}
      </Empty>
    )
  }
  if (query.isError) {
    return (
      <div className="h-full bg-panel">
        <Failed
          title={t`A conversa não abriu`}
          detail={problemText(query.error)}
          retryLabel={t`Tentar de novo`}
          onRetry={() => void query.refetch()}
        />
      </div>
    )
  }
  return <div role="status" aria-label={t`Abrindo a conversa`} className="h-full bg-panel" />
}
