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

/** Whether it succeeded. The words and their undo are there at once, as the change is. */
export async function perform({ subject, patch, call, done, undo }: Performance): Promise<boolean> {
  const overlay = { id: newId(), conversationId: subject.id, patch }
  dispatch({ type: 'overlay.added', overlay })
  const outcome = settle(overlay.id, call)
  const said = done ? say(done, undo && (() => void outcome.then((isDone) => isDone && undo()))) : null
  const isDone = await outcome
  if (!isDone && said !== null) toast.dismiss(said)
  return isDone
}

async function settle(overlayId: string, call: () => Promise<Conversation>): Promise<boolean> {
  try {
    const answer = await call()
    dispatch(
      { type: 'answered.conversation', conversation: answer },
      { type: 'overlay.removed', id: overlayId },
    )
    return true
  } catch (problem) {
    dispatch({ type: 'overlay.removed', id: overlayId })
    showProblem(problem)
    return false
  }
}

type Toast = string | number

let lastUndo: { toast: Toast; undo: () => void } | null = null

/** What the key for undoing does: the same as the button of the newest message. */
export function undoLast(): void {
  if (!lastUndo) return
  const { toast: shown, undo } = lastUndo
  lastUndo = null
  toast.dismiss(shown)
  undo()
}

function say(done: string, undo: (() => void) | undefined): Toast {
  if (!undo) return toast.success(done)
  const forget = () => {
    if (lastUndo?.toast === shown) lastUndo = null
  }
  const shown = toast.success(done, {
    action: { label: t`Desfazer`, onClick: undo },
    onDismiss: forget,
    onAutoClose: forget,
  })
  lastUndo = { toast: shown, undo }
  return shown
}
