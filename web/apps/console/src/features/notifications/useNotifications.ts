/** New work makes itself known: a notification of the system, a sound, and a figure in the title of the tab. */
import type { Activity, Conversation, Me, Message, NewConversationFrame } from '@attendance/api'
import { t } from '@lingui/core/macro'
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { toast } from 'sonner'
import { liveState, onFrame, useLive } from '@/app/live'
import { useMe } from '@/app/session'
import { belongs, unreadOf } from '@/features/inbox/views'
import { channelName } from '@attendance/ui'
import { playSound } from './sound'

export function useNotifications(): void {
  const me = useMe()
  const navigate = useNavigate()
  useTitleCounter(me)

  useEffect(() => {
    const open = (id: string) => void navigate({ to: '/conversas/$id', params: { id }, search: {} })
    const toActivities = () => void navigate({ to: '/atividades' })
    return onFrame((frame) => {
      if (frame.type === 'new_conversation') announceConversation(frame, open)
      if (frame.type === 'conversation.upserted') announceAssignment(frame.conversation, me, open)
      if (frame.type === 'activity.reminded') announceActivity(frame.activity, toActivities)
      if (frame.type === 'message.upserted') announceMessage(frame.message, me, open)
    })
  }, [me, navigate])
}

function announceConversation(frame: NewConversationFrame, open: (id: string) => void): void {
  if (announced.has(frame.session_id)) return // as given to me
  playSound('newConversation')
  const who = [channelName(frame.channel), frame.customer.name || frame.customer.phone]
    .filter(Boolean)
    .join(' · ')
  notify(t`Nova conversa: ${who}`, frame.message, frame.session_id, open)
}

/** What was given to me and waits for my yes, each time once. */
const announced = new Map<string, number>()

function announceAssignment(conversation: Conversation, me: Me, open: (id: string) => void): void {
  const { id, status, assigned_to: assignedTo, owner_epoch: epoch } = conversation
  if (status !== 'assigned' || assignedTo !== me.id) {
    announced.delete(id)
    return
  }
  if (announced.get(id) === epoch) return
  announced.set(id, epoch)
  playSound('newConversation')
  const who = conversation.contact.name
  notify(t`Conversa para você: ${who}`, conversation.last_message?.text ?? '', id, open)
}

/** Something that I wanted to be told of now. It stays until I say that I saw it. */
function announceActivity(activity: Activity, open: () => void): void {
  const { id, title, contact_name: contact } = activity
  playSound('newMessage')
  toast(t`Lembrete: ${title}`, {
    id: `reminder-${id}`,
    description: contact ?? undefined,
    duration: Number.POSITIVE_INFINITY,
    closeButton: true,
    action: { label: t`Ver`, onClick: open },
  })
  notify(t`Lembrete: ${title}`, contact ?? '', id, open)
}

/** A customer wrote in a conversation of mine while I look elsewhere. */
function announceMessage(message: Message, me: Me, open: (id: string) => void): void {
  const conversation = liveState().conversations[message.conversation_id]
  const isMine = conversation?.assigned_to === me.id && conversation.owner === 'human'
  if (!isMine || message.direction !== 'in' || message.state !== 'received' || !document.hidden) return
  playSound('newMessage')
  notify(message.author.name, message.text, message.conversation_id, open)
}

function notify(title: string, body: string, id: string, open: (id: string) => void): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return
  const shown = new Notification(title, { body: body.slice(0, 140), tag: id, icon: '/favicon.svg' })
  shown.addEventListener('click', () => {
    window.focus()
    open(id)
    shown.close()
  })
}

const MINE = { view: 'mine', queue: null } as const

/** (3) Attendance: how many of my conversations have something unread. */
function useTitleCounter(me: Me): void {
  const unread = useLive(
    ({ state }) =>
      Object.values(state.conversations).filter(
        (one) => belongs(one, MINE, me.id) && unreadOf(one, state.readCounts[one.id]) > 0,
      ).length,
  )
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Attendance` : 'Attendance'
  }, [unread])
}
