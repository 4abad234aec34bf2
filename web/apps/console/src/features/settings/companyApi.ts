import type { Company, CompanyPatch } from '@attendance/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '@/app/client'

const PATH = '/api/company'

export const companyQuery = queryOptions({ queryKey: ['company'], queryFn: () => api.get<Company>(PATH) })

export const changeCompany = (patch: CompanyPatch) => api.patch<Company>(PATH, patch)
