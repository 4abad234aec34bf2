import type { Message } from '@attendance/api'
import { api } from '@/app/client'
import { dispatch } from '@/app/live'
import { showProblem } from '@/app/showProblem'

const path = ({ conversation_id: conversation, id }: Message) =>
  `/api/attendance/conversations/${conversation}/messages/${id}`

/** The answer says what is wanted; frames say what became of it. */
async function change(asked: Promise<Message>): Promise<void> {
  try {
    dispatch({ type: 'message.upserted', message: await asked, cursor: '' })
  } catch (problem) {
    showProblem(problem)
  }
}

/** Null takes my reaction back. */
export function react(message: Message, emoji: string | null): Promise<void> {
  const to = `${path(message)}/reaction`
  return change(emoji ? api.post<Message>(to, { emoji }) : api.delete<Message>(to))
}

export function editMessage(message: Message, text: string): Promise<void> {
  return change(api.patch<Message>(path(message), { text }))
}

export function deleteMessage(message: Message): Promise<void> {
  return change(api.delete<Message>(path(message)))
}
