/** One sound at a time: starting one pauses the other. */
let current: HTMLMediaElement | null = null

export function playAlone(element: HTMLMediaElement): void {
  if (current !== element) current?.pause()
  current = element
}
