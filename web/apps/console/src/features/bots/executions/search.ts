/** Which executions are listed; kept in the address. */
import type { Execution } from '@attendance/api'

export const STATUSES: readonly Execution['status'][] = ['waiting', 'finished', 'failed', 'cancelled']

export interface ExecutionSearch {
  status?: Execution['status']
  conversation?: string
}

export function parseExecutionSearch({ status, conversation }: Record<string, unknown>): ExecutionSearch {
  const known = STATUSES.find((one) => one === status)
  return {
    ...(known ? { status: known } : {}),
    ...(typeof conversation === 'string' ? { conversation } : {}),
  }
}
