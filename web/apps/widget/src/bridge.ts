/** What the page's launcher and the panel in its iframe say to each other, each to the other's exact origin. */

export type ToPanel =
  /** Open the session: as this user of the site, or as whoever comes back. */
  | { to: 'attendance-panel'; type: 'start'; identity: string | null }
  | { to: 'attendance-panel'; type: 'shown'; takesFocus: boolean }
  | { to: 'attendance-panel'; type: 'hidden' }
  | { to: 'attendance-panel'; type: 'identify'; identity: string }
  | { to: 'attendance-panel'; type: 'logout' }

export type ToPage =
  | { to: 'attendance-page'; type: 'ready' }
  | { to: 'attendance-page'; type: 'close' }
  | { to: 'attendance-page'; type: 'unread'; count: number }
  /** The visitor has written: a later page view loads the panel at once, to show what is unread. */
  | { to: 'attendance-page'; type: 'known' }

type Message = ToPanel | ToPage

/** Listen for messages of exactly this window and origin; returns what stops it. */
export function listen<M extends Message>(
  to: M['to'],
  from: { window: () => Window | null; origin: string },
  receive: (message: M) => void,
): () => void {
  const onMessage = (event: MessageEvent<unknown>) => {
    const source = from.window()
    if (event.origin !== from.origin || source === null || event.source !== source) return
    const data = event.data as Partial<M> | null
    if (typeof data === 'object' && data !== null && data.to === to) receive(data as M)
  }
  addEventListener('message', onMessage)
  return () => removeEventListener('message', onMessage)
}
