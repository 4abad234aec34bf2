import {
  ProblemError,
  type NewReport,
  type NewReportSchedule,
  type Report,
  type ReportCatalogue,
  type ReportChoice,
  type ReportDefinition,
  type ReportDownload,
  type ReportPatch,
  type ReportResult,
  type ReportSchedule,
  type ReportSchedulePatch,
} from '@attendance/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, csrf } from '@/app/client'
import { newId } from '@/app/ids'
import { queryClient } from '@/app/queries'

const PATH = '/api/reports'

export const catalogueQuery = (language: string) =>
  queryOptions({
    queryKey: ['reports', 'catalogue', language],
    queryFn: () => api.get<ReportCatalogue>(`${PATH}/catalogue`),
    staleTime: Infinity,
  })

export const reportsQuery = queryOptions({
  queryKey: ['reports', 'list'],
  queryFn: () => api.get<Report[]>(PATH),
})

export const reportQuery = (id: string) =>
  queryOptions({ queryKey: ['reports', 'one', id], queryFn: () => api.get<Report>(`${PATH}/${id}`) })

export const resultQuery = (definition: ReportDefinition) =>
  queryOptions({
    queryKey: ['reports', 'run', definition],
    queryFn: ({ signal }) => api.post<ReportResult>(`${PATH}/run`, definition, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })

export const valuesQuery = (source: string, field: string) =>
  queryOptions({
    queryKey: ['reports', 'values', source, field],
    queryFn: () => api.get<ReportChoice[]>(`${PATH}/values`, { query: { source, field } }),
    staleTime: 60_000,
  })

export const schedulesQuery = (id: string) =>
  queryOptions({
    queryKey: ['reports', 'schedules', id],
    queryFn: () => api.get<ReportSchedule[]>(`${PATH}/${id}/schedules`),
  })

export const createReport = (report: NewReport) =>
  api.post<Report>(PATH, report, { idempotencyKey: newId() }).then(kept)
export const changeReport = (id: string, patch: ReportPatch) =>
  api.patch<Report>(`${PATH}/${id}`, patch).then(kept)
export const deleteReport = (id: string) => api.delete(`${PATH}/${id}`).then(refreshReports)

export const createSchedule = (id: string, schedule: NewReportSchedule) =>
  api.post<ReportSchedule>(`${PATH}/${id}/schedules`, schedule, { idempotencyKey: newId() })
export const changeSchedule = (id: string, patch: ReportSchedulePatch) =>
  api.patch<ReportSchedule>(`${PATH}/schedules/${id}`, patch)
export const deleteSchedule = (id: string) => api.delete(`${PATH}/schedules/${id}`)
export const retryMail = (id: string) => api.post<ReportSchedule>(`${PATH}/mails/${id}/retry`)

function kept(report: Report): Report {
  queryClient.setQueryData(reportQuery(report.id).queryKey, report)
  refreshReports()
  return report
}

function refreshReports(): void {
  void queryClient.invalidateQueries({ queryKey: reportsQuery.queryKey })
}

/** Fetches the file and hands it to the browser, under the name that the server gave it. */
export async function download(wanted: ReportDownload): Promise<void> {
  const answer = await fetch(`${PATH}/download`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf() ?? '' },
    body: JSON.stringify(wanted),
  })
  if (!answer.ok) throw await problemOf(answer)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1]
  link.download = name ? decodeURIComponent(name) : `${wanted.name}.${wanted.format}`
  link.click()
  URL.revokeObjectURL(link.href)
}

async function problemOf(answer: Response): Promise<Error> {
  const told = (await answer.json().catch(() => ({}))) as { code?: string; detail?: string }
  const facts = { code: told.code ?? 'unknown', detail: told.detail ?? answer.statusText, facts: {} }
  return new ProblemError({ status: answer.status, ...facts })
}
