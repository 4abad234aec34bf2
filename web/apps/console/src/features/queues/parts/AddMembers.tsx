import type { Member } from '@attendance/api'
import { Button, Dialog } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { showProblem } from '@/app/showProblem'
import { addMember } from '../api'
import { PeopleBoxes } from './PeopleBoxes'

/** Puts more people into a queue. */
export function AddMembers({
  queueId,
  members,
  onClose,
}: {
  queueId: string
  members: readonly Member[]
  onClose: () => void
}) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<string[]>([])

  async function add() {
    try {
      for (const userId of chosen) await addMember(queueId, { user_id: userId })
      onClose()
    } catch (problem) {
      showProblem(problem)
    }
    await client.invalidateQueries({ queryKey: ['queues'] })
  }

  return (
    <Dialog
      title={t`Adicionar atendentes`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button
            look="primary"
            disabled={chosen.length === 0}
            onClick={() => void add()}
          >{t`Adicionar`}</Button>
        </>
      }
    >
      <PeopleBoxes
        chosen={chosen}
        onChange={setChosen}
        without={new Set(members.map((member) => member.user_id))}
      />
    </Dialog>
  )
}
