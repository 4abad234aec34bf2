import type { Message } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { useKindNames } from '../kinds'

/** Reads new messages of the customer aloud; the virtual list itself must not, it would read while scrolling. */
export function Announcer({ messages }: { messages: readonly Message[] }) {
  const { t } = useLingui()
  const kindNames = useKindNames()
  const last = messages.at(-1)
  const heard = useRef(last?.seq ?? 0)
  const [words, setWords] = useState('')
  useEffect(() => {
    if (!last || last.seq <= heard.current) return
    heard.current = last.seq
    const said = last.text || kindNames(last.kind)
    if (last.direction === 'in') setWords(t`${last.author.name} disse: ${said}`)
  }, [last, kindNames, t])
  return (
    <p aria-live="polite" className="sr-only">
      {words}
    </p>
  )
}
