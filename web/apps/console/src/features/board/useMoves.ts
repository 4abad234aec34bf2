import { ProblemError, type KanbanCard } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { toast } from 'sonner'
import { showProblem } from '@/app/showProblem'
import { moveCard, refreshBoard, settleCard, undoMove } from './api'
import type { Flight } from './cache'
import type { ColumnKey } from './columns'
import { useColumnNames } from './words'

/** Moves are shown at once; a refused one puts the card back and says why. */
export function useMoves() {
  const { t } = useLingui()
  const names = useColumnNames()
  const client = useQueryClient()
  const [flights, setFlights] = useState<readonly Flight[]>([])

  const undo = useCallback(
    async (id: string, moveId: string) => {
      try {
        settleCard(client, await undoMove(id, moveId))
      } catch (problem) {
        showProblem(problem)
        void refreshBoard(client)
      }
    },
    [client],
  )

  const move = useCallback(
    async (card: KanbanCard, to: ColumnKey) => {
      if (card.column === to) return
      const { session_id: id, user_name: name, column: from } = card
      setFlights((before) => [...before.filter((one) => one.card.session_id !== id), { card, to }])
      try {
        const moved = await moveCard(id, from, to)
        settleCard(client, moved.card)
        const { move_id: moveId } = moved
        const column = names[to]
        toast.success(
          t`${name}: ${column}`,
          moveId ? { action: { label: t`Desfazer`, onClick: () => void undo(id, moveId) } } : {},
        )
      } catch (problem) {
        if (problem instanceof ProblemError && problem.code === 'card_moved') {
          const now = names[problem.facts.column as ColumnKey] ?? t`fora do quadro`
          toast.error(t`Alguém já moveu o cartão de ${name}. Ele está agora em: ${now}.`)
        } else {
          showProblem(problem)
        }
        void refreshBoard(client)
      } finally {
        setFlights((before) => before.filter((one) => one.card.session_id !== id))
      }
    },
    [client, names, undo, t],
  )
  return { flights, move }
}
