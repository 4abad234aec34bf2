import type { Conversation } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useCommands } from '@/app/commands/registry'
import { useNeighbours } from './neighbours'

/** j and k: the next and the previous conversation of the list on the screen. */
export function useListMotion(
  conversations: readonly Conversation[],
  openId: string | null,
  show: (index: number) => void,
): void {
  const { t } = useLingui()
  const navigate = useNavigate()
  const at = conversations.findIndex((one) => one.id === openId)
  useNeighbours(conversations, at)

  function move(by: 1 | -1) {
    const index = at < 0 ? 0 : Math.min(conversations.length - 1, Math.max(0, at + by))
    const target = conversations[index]
    if (!target || index === at) return
    show(index)
    void navigate({ to: '/conversas/$id', params: { id: target.id }, search: (before) => before })
  }

  const motion = { group: 'list', isMotion: true } as const
  useCommands([
    { ...motion, id: 'next', title: t`Próxima conversa`, keys: 'j', run: () => move(1) },
    { ...motion, id: 'previous', title: t`Conversa anterior`, keys: 'k', run: () => move(-1) },
    {
      ...motion,
      id: 'next-writing',
      title: t`Próxima, enquanto escreve`,
      keys: 'Alt+j',
      whileWriting: true,
      run: () => move(1),
    },
    {
      ...motion,
      id: 'previous-writing',
      title: t`Anterior, enquanto escreve`,
      keys: 'Alt+k',
      whileWriting: true,
      run: () => move(-1),
    },
  ])
}
