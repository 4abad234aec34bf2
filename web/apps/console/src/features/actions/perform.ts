/** Does something to a conversation: shown at once, kept when the server agrees, taken back with a word when not. */
import type { Conversation } from '@attendance/api'
import { t } from '@lingui/core/macro'
import { toast } from 'sonner'
import { newId } from '@/app/ids'
import { dispatch } from '@/app/live'
import { showProblem } from '@/app/showProblem'

/** What an action needs to know of a conversation; lines of the queue panel know no more. */
export type Subject = Pick<Conversation, 'id' | 'assigned_to' | 'queue_id' | 'priority' | 'tags'> & {
  contact: Pick<Conversation['contact'], 'name'>
}

interface Performance {
  subject: Subject
  /** How the conversation looks when it succeeds. */
  patch: Partial<Conversation>
  call: () => Promise<Conversation>
  /** Words for the toast; silent without. */
  done?: string
  undo?: () => void
}

/** Whether it succeeded. */
export async function perform({ subject, patch, call, done, undo }: Performance): Promise<boolean> {
  const overlay = { id: newId(), conversationId: subject.id, patch }
  dispatch({ type: 'overlay.added', overlay })
  try {
    const answer = await call()
    dispatch(
      { type: 'answered.conversation', conversation: answer },
      { type: 'overlay.removed', id: overlay.id },
    )
    if (done) toast.success(done, undo ? { action: { label: t`Desfazer`, onClick: undo } } : {})
    return true
  } catch (problem) {
    dispatch({ type: 'overlay.removed', id: overlay.id })
    showProblem(problem)
    return false
  }
}
