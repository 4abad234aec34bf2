import { useEffect } from 'react'
import { now } from '../clock'
import { isWriting, makeKeyReader } from './keys'
import { commandFor, useRegistry } from './registry'

/** Runs the command of each key press. Dialogs and menus own the keyboard while they are open. */
export function useKeyboard(): void {
  useEffect(() => {
    const read = makeKeyReader(now)
    const press = (event: KeyboardEvent) => {
      const isTaken =
        event.defaultPrevented ||
        event.isComposing ||
        document.querySelector('[role=dialog], [role=menu], [role=alertdialog]') !== null
      const isText = isWriting(event.target)
      const names = read(event, isTaken || isText)
      if (isTaken) return
      const command = commandFor(useRegistry.getState(), names, isText)
      if (!command) return
      event.preventDefault()
      command.run()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
