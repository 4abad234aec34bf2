import type { Conversation } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { Tag } from 'lucide-react'
import { useMemo } from 'react'
import { Picker } from '@/app/Picker'
import { useLive } from '@/app/live'
import { useActions } from '../useActions'

/** Tags in use anywhere we look, and a new one by writing it. */
export function TagPicker({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useLingui()
  const { toggleTag } = useActions(conversation)
  const conversations = useLive(({ state }) => state.conversations)
  const known = useMemo(() => {
    const counts = new Map<string, number>()
    for (const { tags } of Object.values(conversations)) {
      for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    }
    for (const tag of conversation.tags) counts.set(tag, Number.POSITIVE_INFINITY)
    return [...counts].toSorted(([a, one], [b, other]) => other - one || a.localeCompare(b)).slice(0, 50)
  }, [conversations, conversation.tags])
  return (
    <Picker
      title={t`Etiquetas`}
      placeholder={t`Adicionar ou criar etiqueta`}
      isMany
      choices={known.map(([tag]) => ({
        id: tag,
        label: tag,
        icon: <Tag size={14} aria-hidden className="text-mute" />,
        isChosen: conversation.tags.includes(tag),
      }))}
      createLabel={(typed) => t`Criar etiqueta “${typed}”`}
      onChoose={(tag) => void toggleTag(tag)}
      onClose={onClose}
    />
  )
}
