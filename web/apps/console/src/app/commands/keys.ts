/** Keys as people press them: "e", "E" (with shift), "g i" (one after another), "Mod+k", "Alt+j". */

const SEQUENCE_WITHIN_MS = 900

/** Follows key presses and tells the name of what was pressed, alone and after the key before.
 *
 *  What stands alone (a letter of a text, a key that a dialog took) begins and ends no sequence. */
export function makeKeyReader(timeNow: () => number) {
  let before: { name: string; at: number } | null = null
  return (event: KeyboardEvent, standsAlone = false): string[] => {
    const name = nameOf(event)
    if (!name) return []
    const at = timeNow()
    const follows = before && !standsAlone && at - before.at < SEQUENCE_WITHIN_MS
    const sequence = follows ? `${before?.name} ${name}` : null
    before = standsAlone ? null : { name, at }
    return sequence ? [sequence, name] : [name]
  }
}

/** Letters count by what they type, so that every layout works; with Alt by their place, as Alt changes letters. */
export function nameOf(event: KeyboardEvent): string | null {
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead'].includes(event.key)) return null
  if (event.ctrlKey || event.metaKey)
    return `Mod+${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
  if (event.altKey)
    return event.code.startsWith('Key') ? `Alt+${event.code.slice(3).toLowerCase()}` : `Alt+${event.key}`
  if (event.shiftKey && event.key.length > 1) return `Shift+${event.key}`
  return event.key
}

/** Whether keys belong to a text that is being written. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  )
}

/** The keys as shown: "Ctrl K", "⇧ E", "G I". */
export function shownKeys(keys: string): string {
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
  return keys
    .split(' ')
    .map((key) => {
      if (/^[A-Z]$/.test(key)) return `⇧ ${key}`
      return key
        .replace('Mod+', isMac ? '⌘ ' : 'Ctrl ')
        .replace('Alt+', isMac ? '⌥ ' : 'Alt ')
        .replace('Shift+', '⇧ ')
        .replace('Enter', '↵')
        .replace('Escape', 'Esc')
        .replace(/(^| )([a-z])$/, (_, space: string, letter: string) => space + letter.toUpperCase())
    })
    .join(' ')
}
