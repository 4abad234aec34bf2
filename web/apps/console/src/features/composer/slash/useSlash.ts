import type { AttendantStatus, Conversation } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState, type KeyboardEvent } from 'react'
import { problemText } from '@/app/problems'
import { useMe } from '@/app/session'
import { useAttendants } from '@/features/attendants/api'
import { STATUS_WORDS } from '@/features/attendants/status'
import { queuesQuery } from '@/features/queues/api'
import { commandsQuery, giveCommand } from './api'
import { isCommand, suggestionsFor, type Suggestion } from './slash'

export interface Answer {
  text: string
  isProblem: boolean
}

interface Written {
  conversation: Conversation
  text: string
  isOff: boolean
  write: (text: string) => void
}

/** Commands while they are written: what could complete them, and what the server said to the last one. */
export function useSlash({ conversation, text, isOff, write }: Written) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const listId = useId()
  const isGiven = !isOff && isCommand(text)
  const { data: commands = [] } = useQuery({ ...commandsQuery(me.locale), enabled: isGiven })
  const { data: queues = [] } = useQuery({ ...queuesQuery, enabled: isGiven })
  const { attendants } = useAttendants()
  const [place, setPlace] = useState({ text: '', index: 0, isHidden: false })
  const [answer, setAnswer] = useState<Answer | null>(null)
  const { mutate, isPending } = useMutation({
    mutationFn: () => giveCommand(conversation.id, text.trim()),
    onMutate: () => setAnswer(null),
    onSuccess: ({ command, text: said }) => {
      if (command) write('')
      setAnswer(said ? { text: said, isProblem: command === null } : null)
    },
    onError: (problem) => setAnswer({ text: problemText(problem), isProblem: true }),
  })
  const known = {
    commands,
    people: attendants,
    queues,
    meId: me.id,
    presence: (status: AttendantStatus) => i18n._(STATUS_WORDS[status].title),
    queueWord: t`Fila`,
  }
  const isHidden = place.text === text && place.isHidden
  const suggestions = isGiven && !isHidden ? suggestionsFor(text, known) : []
  const active = place.text === text ? Math.min(place.index, Math.max(0, suggestions.length - 1)) : 0

  const complete = (one: Suggestion) => write(one.text)

  /** Whether the key was for the list, or gave the command. */
  function press(event: KeyboardEvent): boolean {
    if (!isGiven) return false
    const chosen = suggestions[active]
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step && suggestions.length > 0) {
      const index = (active + step + suggestions.length) % suggestions.length
      setPlace({ text, index, isHidden: false })
    } else if (event.key === 'Escape' && suggestions.length > 0) {
      setPlace({ text, index: 0, isHidden: true })
    } else if (event.key === 'Tab' && !event.shiftKey && chosen && chosen.text !== text) {
      complete(chosen)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      if (chosen && chosen.text.trim() !== text.trim()) complete(chosen)
      else run()
    } else {
      return false
    }
    event.preventDefault()
    return true
  }

  function run() {
    if (!isPending && text.trim().length > 1) mutate()
  }

  return {
    isGiven, isPending, suggestions, active, listId, answer, press, run, complete,
    closeAnswer: () => setAnswer(null),
    optionId: (index: number) => `${listId}-${index}`,
  } // prettier-ignore
}
