import type { Deal, Pipeline } from '@attendance/api'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { showProblem } from '@/app/showProblem'
import { moveDeal, refreshDeals } from './api'
import { moved, type Landing } from './board'

/** Moves a deal: shown at once, put back when the server says no. Who wins or loses one is asked why. */
export function useMoves(queryKey: readonly unknown[]) {
  const client = useQueryClient()
  const [asked, setAsked] = useState<{ deal: Deal; to: Landing; kind: 'won' | 'lost' } | null>(null)

  async function go(deal: Deal, to: Landing, reason: string | null): Promise<void> {
    await client.cancelQueries({ queryKey })
    const before = client.getQueryData<Pipeline>(queryKey)
    if (before) client.setQueryData(queryKey, moved(before, deal.id, to))
    try {
      await moveDeal(deal.id, { from_stage: deal.stage, ...to, reason })
    } catch (problem) {
      client.setQueryData(queryKey, before)
      showProblem(problem)
    }
    void refreshDeals(client)
  }

  function move(deal: Deal, to: Landing): void {
    const board = client.getQueryData<Pipeline>(queryKey)
    const target = board?.columns.find(({ stage }) => stage.key === to.stage)
    const kind = target?.stage.kind ?? 'open'
    if (kind !== 'open' && deal.status !== kind) setAsked({ deal, to, kind })
    else void go(deal, to, null)
  }

  /** Null: not moved after all. */
  function answer(reason: string | null): void {
    if (asked && reason !== null) void go(asked.deal, asked.to, reason || null)
    setAsked(null)
  }

  return { move, asked, answer }
}
