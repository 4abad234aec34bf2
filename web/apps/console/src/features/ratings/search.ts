/** What the list of ratings asks for, as its address has it. */
import { now } from '@/app/clock'

const DAY_MS = 86_400_000
export const PERIODS = [7, 30, 90] as const

export interface RatingSearch {
  days?: number
  queue?: string
  group?: 'promoters' | 'passives' | 'detractors'
  comments?: boolean
}

const SCORES = { promoters: [9, 10], passives: [7, 8], detractors: [0, 6] } as const

export function parseRatingSearch(search: Record<string, unknown>): RatingSearch {
  const { days, queue, group, comments } = search
  return {
    ...(typeof days === 'number' && PERIODS.some((one) => one === days) ? { days } : {}),
    ...(typeof queue === 'string' ? { queue } : {}),
    ...(typeof group === 'string' && group in SCORES
      ? { group: group as NonNullable<RatingSearch['group']> }
      : {}),
    ...(comments === true ? { comments } : {}),
  }
}

/** `period`: figures count every score. */
export function queryOf({ days = 30, queue, group, comments }: RatingSearch, kind: 'all' | 'period'): string {
  const query = new URLSearchParams({ since: new Date(now() - days * DAY_MS).toISOString() })
  if (queue) query.set('queue_id', queue)
  if (kind === 'all' && group) {
    query.set('score_from', String(SCORES[group][0]))
    query.set('score_to', String(SCORES[group][1]))
  }
  if (kind === 'all' && comments) query.set('with_comment', 'true')
  return query.toString()
}
