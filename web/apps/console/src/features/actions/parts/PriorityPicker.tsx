import type { Conversation } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { Picker } from '@/app/Picker'
import { PriorityMark } from '@/features/inbox/parts/RowMarks'
import { usePriorityNames } from '../priorities'
import { useActions } from '../useActions'

export function PriorityPicker({
  conversation,
  onClose,
}: {
  conversation: Conversation
  onClose: () => void
}) {
  const { t } = useLingui()
  const { setPriority } = useActions(conversation)
  const choices = usePriorityNames().map((label, priority) => ({
    id: String(priority),
    label,
    icon: (
      <span className="grid w-4 place-items-center">
        <PriorityMark priority={priority} />
      </span>
    ),
    isChosen: priority === conversation.priority,
  }))
  return (
    <Picker
      title={t`Prioridade`}
      placeholder={t`Qual prioridade?`}
      choices={choices.toReversed()}
      onChoose={(id) => void setPriority(Number(id))}
      onClose={onClose}
    />
  )
}
