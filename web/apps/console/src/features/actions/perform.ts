/** Does something to a conversation: shown at once, kept when the server agrees, taken back with a word when not. */
import type { Conversation } from '@attendance/api'
import { t } from '@lingui/core/macro'
import { toast } from 'sonner'
import { newId } from '@/app/ids'
import { dispatch } from '@/app/live'
import { problemText } from '@/app/problems'

interface Performance {
  conversation: Conversation
  /** How the conversation looks when it succeeds. */
  patch: Partial<Conversation>
  call: () => Promise<Conversation>
  /** Words for the toast; silent without. */
  done?: string
  undo?: () => void
}

/** Whether it succeeded. */
export async function perform({ conversation, patch, call, done, undo }: Performance): Promise<boolean> {
  const overlay = { id: newId(), conversationId: conversation.id, patch }
  dispatch({ type: 'overlay.added', overlay })
  try {
    const answer = await call()
    dispatch({ type: 'answered.conversation', conversation: answer }, { type: 'overlay.removed', id: overlay.id })
    if (done) toast.success(done, undo ? { action: { label: t`Desfazer`, onClick: undo } } : {})
    return true
  } catch (problem) {
    dispatch({ type: 'overlay.removed', id: overlay.id })
    toast.error(problemText(problem))
    return false
  }
}
