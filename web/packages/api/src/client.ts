/** The one way to the server: JSON in and out, the CSRF token with every write, problems as typed errors. */
import type { Problem } from './shapes'

/** The server answered with a problem document. Branch on `code`, show words of ours or `detail`. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly facts: Record<string, unknown>
  readonly retryAfterSeconds: number | null

  constructor(
    problem: Pick<Problem, 'status' | 'code' | 'detail' | 'facts'>,
    retryAfterSeconds: number | null = null,
  ) {
    super(problem.detail)
    this.name = 'ProblemError'
    this.status = problem.status
    this.code = problem.code
    this.facts = problem.facts ?? {}
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** No answer came: offline, or the server is away. The request may be repeated. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server could not be reached.', { cause })
    this.name = 'Unreachable'
  }
}

type Query = Record<string, string | number | boolean | null | undefined>

interface Options {
  query?: Query
  signal?: AbortSignal | undefined
  /** Makes a repeated POST answer with what the first one made. */
  idempotencyKey?: string
  /** A body that isn't JSON, with its type; a form tells its own. */
  raw?: { body: BodyInit; type?: string }
}

export interface Client {
  get: <Answer>(path: string, options?: Options) => Promise<Answer>
  post: <Answer>(path: string, body?: unknown, options?: Options) => Promise<Answer>
  put: <Answer>(path: string, body: unknown, options?: Options) => Promise<Answer>
  patch: <Answer>(path: string, body: unknown, options?: Options) => Promise<Answer>
  delete: <Answer = void>(path: string, options?: Options) => Promise<Answer>
}

interface Surroundings {
  csrfToken: () => string | null
  /** The session ended: called once for every refused request, before it rejects. */
  onSignedOut?: () => void
  fetch?: typeof globalThis.fetch
}

export function createClient(surroundings: Surroundings): Client {
  const call = <Answer>(
    method: string,
    path: string,
    body?: unknown,
    options: Options = {},
  ): Promise<Answer> => request<Answer>(surroundings, { method, path, body, ...options })
  return {
    get: (path, options) => call('GET', path, undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    put: (path, body, options) => call('PUT', path, body, options),
    patch: (path, body, options) => call('PATCH', path, body, options),
    delete: (path, options) => call('DELETE', path, undefined, options),
  }
}

interface Request extends Options {
  method: string
  path: string
  body: unknown
}

async function request<Answer>(surroundings: Surroundings, asked: Request): Promise<Answer> {
  const send = surroundings.fetch ?? globalThis.fetch
  const response = await send(withQuery(asked.path, asked.query), {
    method: asked.method,
    headers: headersOf(asked, surroundings.csrfToken()),
    body: asked.raw ? asked.raw.body : asked.body === undefined ? null : JSON.stringify(asked.body),
    credentials: 'same-origin',
    signal: asked.signal ?? null,
  }).catch((cause: unknown) => {
    throw asked.signal?.aborted ? cause : new Unreachable(cause)
  })
  if (response.status === 401) surroundings.onSignedOut?.()
  if (!response.ok) throw await problemOf(response)
  return (await answerOf(response)) as Answer
}

function headersOf(asked: Request, csrfToken: string | null): Headers {
  const headers = new Headers({ Accept: 'application/json' })
  if (asked.raw?.type) headers.set('Content-Type', asked.raw.type)
  else if (asked.body !== undefined) headers.set('Content-Type', 'application/json')
  if (asked.method !== 'GET' && csrfToken) headers.set('X-CSRF-Token', csrfToken)
  if (asked.idempotencyKey) headers.set('Idempotency-Key', asked.idempotencyKey)
  return headers
}

function answerOf(response: Response): Promise<unknown> {
  if (response.status === 204) return Promise.resolve(undefined)
  const type = response.headers.get('Content-Type') ?? ''
  return type.includes('json') ? response.json() : response.text()
}

async function problemOf(response: Response): Promise<Error> {
  const retryAfter = Number(response.headers.get('Retry-After'))
  const type = response.headers.get('Content-Type') ?? ''
  if (type.includes('json')) {
    const problem = (await response.json()) as Partial<Problem>
    return new ProblemError(
      {
        status: response.status,
        code: problem.code ?? 'unknown',
        detail: problem.detail ?? response.statusText,
        facts: problem.facts ?? {},
      },
      retryAfter || null,
    )
  }
  // A proxy between us and the server speaks HTML: the server itself said nothing.
  if (response.status >= 502) return new Unreachable(response.status)
  return new ProblemError({
    status: response.status,
    code: 'unknown',
    detail: response.statusText,
    facts: {},
  })
}

function withQuery(path: string, query: Query = {}): string {
  const asked = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  if (asked.length === 0) return path
  return `${path}?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))}`
}
