import { useLingui } from '@lingui/react/macro'
import type { Conversation } from '@attendance/api'
import { Reply, SendHorizontal, StickyNote } from 'lucide-react'
import { useCommands, type Command } from '@/app/commands/registry'
import { liveState } from '@/app/live'
import { aimAt } from '@/features/changes/aim'

interface Offered {
  conversation: Conversation
  isOffered: boolean
  isNote: boolean
  switchNote: (on: boolean) => void
}

/** The keys that lead to the composer and switch what is written there. */
export function useComposerCommands({ conversation, isOffered, isNote, switchNote }: Offered): void {
  const { t } = useLingui()
  const commands: Command[] = [
    {
      id: 'reply',
      title: t`Responder`,
      group: 'conversation',
      keys: 'r',
      icon: <SendHorizontal size={15} />,
      run: () => switchNote(false),
    },
    {
      id: 'reply-quoting',
      title: t`Responder citando a última mensagem do cliente`,
      group: 'conversation',
      keys: 'q',
      icon: <Reply size={15} />,
      run: () => {
        const messages = liveState().threads[conversation.id]?.messages ?? []
        const last = messages.findLast((one) => one.direction === 'in' && !one.deleted_at)
        switchNote(false)
        if (last) aimAt('reply', last)
      },
    },
    {
      id: 'note',
      title: t`Escrever nota interna`,
      group: 'conversation',
      keys: 'n',
      icon: <StickyNote size={15} />,
      run: () => switchNote(true),
    },
    {
      id: 'note-writing',
      title: t`Alternar nota, enquanto escreve`,
      group: 'conversation',
      keys: 'Alt+n',
      isMotion: true,
      whileWriting: true,
      run: () => switchNote(!isNote),
    },
  ]
  useCommands(isOffered ? commands : [])
}
