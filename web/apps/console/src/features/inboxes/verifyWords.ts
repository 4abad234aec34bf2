/** Verify tokens that were typed since this page was loaded: the vendor's form asks for them beside the address. */
const typed = new Map<string, string>()

export function rememberWord(inboxId: string, credentials: Record<string, string>): void {
  if (credentials.verify_token) typed.set(inboxId, credentials.verify_token)
}

/** Null once the page was loaded anew: the server never tells it again. */
export function rememberedWord(inboxId: string): string | null {
  return typed.get(inboxId) ?? null
}
