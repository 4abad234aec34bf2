/** Our one connection to the API, and the words for what goes wrong on it. */
import { createClient } from '@attendance/api'

let csrfToken: string | null = null
let tellSignedOut: () => void = () => {}

export const api = createClient({ csrfToken: () => csrfToken, onSignedOut: () => tellSignedOut() })

/** For requests that this client can't make (uploads that tell their progress). */
export function csrf(): string | null {
  return csrfToken
}

export function setCsrfToken(token: string | null): void {
  csrfToken = token
}

export function whenSignedOut(listener: () => void): void {
  tellSignedOut = listener
}
