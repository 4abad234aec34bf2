import type { Attendant, AttendantPatch, ImportReport, StatusChange } from '@attendance/api'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '@/app/client'
import { dispatch, useLive } from '@/app/live'
import { useMe } from '@/app/session'

const PATH = '/api/attendance/attendants'

/** Fetched into the live state, which the frames keep current; the query only knows whether it was done. */
export const attendantsQuery = queryOptions({
  queryKey: ['attendants'],
  queryFn: async () => {
    dispatch({ type: 'fetched.attendants', items: await api.get<Attendant[]>(PATH) })
    return true
  },
  staleTime: 5 * 60_000,
})

/** All attendants by name, live. */
export function useAttendants() {
  const query = useQuery(attendantsQuery)
  const byId = useLive((live) => live.state.attendants)
  const attendants = useMemo(
    () => Object.values(byId).toSorted((a, b) => a.name.localeCompare(b.name)),
    [byId],
  )
  return { ...query, attendants }
}

/** The viewer as an attendant; undefined for users who work no conversations. */
export function useMyAttendant(): Attendant | undefined {
  const me = useMe()
  const { attendants } = useAttendants()
  return attendants.find((one) => one.user_id === me.id)
}

export async function changeStatus(id: string, change: StatusChange): Promise<void> {
  const attendant = await api.put<Attendant>(`${PATH}/${id}/status`, change)
  dispatch({ type: 'attendant.upserted', attendant, cursor: null })
}

export async function changeAttendant(id: string, patch: AttendantPatch): Promise<void> {
  const attendant = await api.patch<Attendant>(`${PATH}/${id}`, patch)
  dispatch({ type: 'attendant.upserted', attendant, cursor: null })
}

export const importAttendants = (csv: string, isDryRun: boolean) =>
  api.post<ImportReport>(`${PATH}/import`, undefined, {
    query: { dry_run: isDryRun },
    raw: { body: csv, type: 'text/csv; charset=utf-8' },
  })

export const EXPORT_ADDRESS = `${PATH}/export`
