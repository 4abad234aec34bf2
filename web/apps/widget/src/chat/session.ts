/** The visitor's session: a token for ten minutes, renewed while the page is open. */
import type { Session } from '../protocol.ts'

/** The server answered and said no; asking again would change nothing. */
export class Refusal extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export class SessionClient {
  readonly #base: string
  #identity: string | null = null
  #token: string | null = null

  /** `base` is `/webchat/{inbox key}`. */
  constructor(base: string) {
    this.#base = base
  }

  /** Whom the site's backend vouches for, from the next session on. */
  identify(identity: string | null): void {
    this.#identity = identity
    this.#token = null
  }

  get authorization(): string {
    return `Bearer ${this.#token}`
  }

  /** Open a session, or renew the open one. Raises Refusal, or TypeError while there is no network. */
  async open(): Promise<Session> {
    const response = await this.#post()
    if (response.ok) {
      const session = (await response.json()) as Session
      this.#token = session.token
      this.#identity = null // it is good for minutes, the token renews itself
      return session
    }
    if (response.status === 429 || response.status >= 500) throw new TypeError(`status ${response.status}`)
    const code = await codeOf(response)
    if (code !== 'bad_identity' || this.#identity === null) throw new Refusal(code)
    this.#identity = null
    return this.open()
  }

  /** Drop the session on the server's side of the cookie, too. */
  async close(): Promise<void> {
    this.identify(null)
    await fetch(`${this.#base}/session`, { method: 'DELETE' })
  }

  #post(): Promise<Response> {
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (this.#token !== null) headers.authorization = this.authorization
    const body = JSON.stringify({ identity: this.#identity })
    return fetch(`${this.#base}/session`, { method: 'POST', headers, body })
  }
}

/** The stable code of a problem document. */
export async function codeOf(response: Response): Promise<string> {
  try {
    return ((await response.json()) as { code: string }).code
  } catch {
    return 'unavailable'
  }
}
