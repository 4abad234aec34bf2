/** Writes of a signed-in browser need the CSRF token of GET /api/me, see docs/guides/en/api.md. */
import type { ApiRequest } from 'swagger-ui-dist/swagger-ui-es-bundle.js'

export async function withCsrfToken(request: ApiRequest): Promise<ApiRequest> {
  if (['GET', 'HEAD'].includes((request.method ?? 'GET').toUpperCase())) return request
  const token = await csrfToken()
  return token ? { ...request, headers: { ...request.headers, 'X-CSRF-Token': token } } : request
}

async function csrfToken(): Promise<string | null> {
  const answer = await fetch('/api/me')
  if (!answer.ok) return null
  const me: { csrf_token: string | null } = await answer.json()
  return me.csrf_token
}
