import type { Conversation, Message } from '@attendance/api'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { now, useMinutes } from '@/app/clock'
import { liveState } from '@/app/live'
import { useMe } from '@/app/session'
import { aimAt, dropAim, useAim } from '@/features/changes/aim'
import { wordsOf } from '@/features/changes/amendment'
import { editMessage } from '@/features/changes/api'
import { lastEditable } from '@/features/changes/offers'
import { attach, takeReady, useAttachments } from '@/features/media/attachments'
import { useChannel } from '@/features/media/channels'
import { batches, refusalOf } from '@/features/media/limits'
import { useMailDraft } from '@/features/mail/useMailDraft'
import { endingOf } from '@/features/media/recorder'
import { draftOf, keepDraft } from './drafts'
import { send } from './outbox'
import { isCommand, wordsFor } from './slash/slash'
import { standingOf } from './standing'
import { useRefusalWords } from './refusalWords'
import { useTypingSignal } from './useTypingSignal'

/** What is being written: to the customer when that is open, else as a note for colleagues; with its files. */
export function useComposer(conversation: Conversation) {
  const { id } = conversation
  const me = useMe()
  const minute = useMinutes()
  const standing = standingOf(conversation, me, minute)
  const channel = useChannel(conversation.channel)
  const aim = useAim(id)
  const attachments = useAttachments(id)
  const refusalWords = useRefusalWords(conversation.channel)
  const [text, setText] = useState(() => draftOf(id).text)
  const [wantsNote, setWantsNote] = useState(() => draftOf(id).isNote)
  const [isSendAwaited, setIsSendAwaited] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const signalTyping = useTypingSignal(id)
  const isEditing = aim?.kind === 'edit'
  const isNote = !isEditing && (wantsNote || standing !== 'open')
  const isShown = standing === 'open' || wantsNote || isEditing
  const isUploading = attachments.some((one) => one.status === 'uploading')
  const isBlocked = attachments.some((one) => one.status === 'refused' || one.status === 'failed')
  const mail = useMailDraft(conversation, aim?.kind === 'reply' ? aim.message : null)
  useGrowing(field, text, isShown)
  useAimed(aim?.kind ?? null, aim?.message ?? null, (words) => {
    setText(words ?? draftOf(id).text)
    requestAnimationFrame(() => field.current?.focus())
  })

  function write(next: string) {
    setText(next)
    if (!isEditing) keepDraft(id, { text: next, isNote: wantsNote })
    signalTyping(next.trim() !== '' && !isNote && !isCommand(next))
  }
  function switchNote(on: boolean) {
    setWantsNote(on)
    keepDraft(id, { text, isNote: on })
    if (on) signalTyping(false)
    // At once where the field is there, so that no key typed next is taken for a command.
    if (field.current) field.current.focus()
    else requestAnimationFrame(() => field.current?.focus())
  }
  function addFiles(files: readonly File[]) {
    for (const file of files) {
      const refusal = isNote || !channel ? null : refusalOf(file, channel)
      attach(id, { body: file, name: file.name, refusal: refusal && refusalWords(refusal) })
    }
    field.current?.focus()
  }
  function sendVoice(body: Blob) {
    const stamp = new Date(now()).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
    attach(id, { body, name: `voz-${stamp}.${endingOf(body.type)}`, isVoice: true })
    setIsSendAwaited(true)
  }
  function submit() {
    const words = (isEditing ? text : wordsFor(text)).trim()
    if (isEditing) {
      if (words && words !== wordsOf(aim.message)) void editMessage(aim.message, words)
      if (words) dropAim(id)
      return
    }
    // A command goes to nobody, whichever way it was submitted.
    if ((!words && attachments.length === 0) || !isShown || isBlocked || isCommand(text)) return
    if (isUploading) {
      setIsSendAwaited(true)
      return
    }
    const mailed = isNote ? null : mail?.take()
    if (mail && mailed === null && !isNote) return
    const replyTo = aim?.kind === 'reply' && !isNote ? aim.message.id : null
    const most = isNote ? attachments.length : (channel?.max_files ?? 1)
    for (const [index, batch] of batches(takeReady(id), words, most).entries()) {
      send(id, batch.text, isNote, {
        files: batch.files,
        replyTo: index === 0 ? replyTo : null,
        mail: mailed,
      })
    }
    if (aim) dropAim(id)
    write('')
    field.current?.focus()
  }
  const submitAwaited = useEffectEvent(() => {
    setIsSendAwaited(false)
    submit()
  })
  useEffect(() => {
    if (isSendAwaited && !isUploading) submitAwaited()
  }, [isSendAwaited, isUploading])

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      if (aim) dropAim(id)
      else field.current?.blur()
    }
    if (event.key === 'ArrowUp' && text === '' && !aim && attachments.length === 0) {
      const messages = liveState().threads[id]?.messages ?? []
      const last = lastEditable(messages, { standing, me, channel, now: now() })
      if (!last) return
      event.preventDefault()
      aimAt('edit', last)
    }
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    submit()
  }
  const leave = () => signalTyping(false)
  return {
    standing, channel, text, isNote, wantsNote, isShown, isEditing, aim, attachments, isUploading, isBlocked,
    isSendAwaited, field, mail, write, switchNote, addFiles, sendVoice, submit, press, leave,
    stopAim: () => dropAim(id),
  } // prettier-ignore
}

/** The field holds the words that are changed while they are, and the draft again afterwards. */
function useAimed(
  kind: 'reply' | 'edit' | null,
  message: Message | null,
  show: (words: string | null) => void,
): void {
  const was = useRef(kind)
  const turn = useEffectEvent(() => {
    if (kind === 'edit' && message) show(wordsOf(message))
    else if (kind === 'reply' || was.current === 'edit') show(null)
    was.current = kind
  })
  const id = message?.id
  useEffect(() => turn(), [kind, id])
}

/** The field is as high as its words, up to its limit. */
function useGrowing(
  field: React.RefObject<HTMLTextAreaElement | null>,
  text: string,
  isShown: boolean,
): void {
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [field, text, isShown])
}
