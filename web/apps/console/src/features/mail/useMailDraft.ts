import type { Conversation, Message, NewMail } from '@attendance/api'
import { useState } from 'react'
import { useLive } from '@/app/live'
import { useChannel } from '@/features/media/channels'
import { defaultsFor, newMailOf, originalOf, wrongIn, type MailDraft } from './writing'

const NO_MESSAGES: readonly Message[] = []

/** Recipients and subject of the answer that is being written; null where the channel has none. */
export function useMailDraft(conversation: Conversation, quoted: Message | null) {
  const channel = useChannel(conversation.channel)
  const messages = useLive((live) => live.state.threads[conversation.id]?.messages ?? NO_MESSAGES)
  const [changed, setChanged] = useState<Partial<MailDraft>>({})
  const [isOpen, setOpen] = useState(false)
  if (!channel?.has_copies) return null
  const draft = { ...defaultsFor(messages, quoted), ...changed }
  const wrong = { cc: wrongIn(draft.cc), bcc: wrongIn(draft.bcc) }
  return {
    draft, wrong, isOpen, setOpen,
    original: originalOf(messages, quoted),
    change: (part: Partial<MailDraft>) => setChanged((before) => ({ ...before, ...part })),
    /** What goes with the message, and the form as it was before; null while an address is wrong, which is shown. */
    take(): NewMail | null {
      if (wrong.cc.length + wrong.bcc.length > 0) {
        setOpen(true)
        return null
      }
      setChanged({})
      setOpen(false)
      return newMailOf(draft)
    },
  } // prettier-ignore
}
