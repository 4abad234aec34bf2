import { useLingui } from '@lingui/react/macro'
import { SendHorizontal, StickyNote } from 'lucide-react'
import { useCommands, type Command } from '@/app/commands/registry'

/** The keys that lead to the composer and switch what is written there. */
export function useComposerCommands(
  isOffered: boolean,
  isNote: boolean,
  switchNote: (on: boolean) => void,
): void {
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
