import type { Conversation } from '@attendance/api'
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useMinutes } from '@/app/clock'
import { useMe } from '@/app/session'
import { draftOf, keepDraft } from './drafts'
import { send } from './outbox'
import { standingOf } from './standing'
import { useTypingSignal } from './useTypingSignal'

/** What is being written: to the customer when that is open, else as a note for colleagues. */
export function useComposer(conversation: Conversation) {
  const { id } = conversation
  const standing = standingOf(conversation, useMe(), useMinutes())
  const [text, setText] = useState(() => draftOf(id).text)
  const [wantsNote, setWantsNote] = useState(() => draftOf(id).isNote)
  const field = useRef<HTMLTextAreaElement>(null)
  const signalTyping = useTypingSignal(id)
  const isNote = wantsNote || standing !== 'open'
  const isShown = standing === 'open' || wantsNote
  useGrowing(field, text, isShown)

  function write(next: string) {
    setText(next)
    keepDraft(id, { text: next, isNote: wantsNote })
    signalTyping(next.trim() !== '' && !isNote)
  }
  function switchNote(on: boolean) {
    setWantsNote(on)
    keepDraft(id, { text, isNote: on })
    if (on) signalTyping(false)
    // At once where the field is there, so that no key typed next is taken for a command.
    if (field.current) field.current.focus()
    else requestAnimationFrame(() => field.current?.focus())
  }
  function submit() {
    const words = text.trim()
    if (!words || !isShown) return
    send(id, words, isNote)
    write('')
    field.current?.focus()
  }
  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') field.current?.blur()
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    submit()
  }
  const leave = () => signalTyping(false)
  return { standing, text, isNote, wantsNote, isShown, field, write, switchNote, submit, press, leave }
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
