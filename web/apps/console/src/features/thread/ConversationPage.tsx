import { useParams } from '@tanstack/react-router'
import { OpenConversation } from './OpenConversation'

export function ConversationPage() {
  const id = useParams({ from: '/shell/conversas/$id', select: (params) => params.id })
  return <OpenConversation id={id} />
}
