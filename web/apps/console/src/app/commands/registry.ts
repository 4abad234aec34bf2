/** Every action of the console, with its words and its key. The palette, the sheet and the keyboard read it. */
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { create } from 'zustand'

export type CommandGroup = 'conversation' | 'list' | 'navigation' | 'general'

export interface Command {
  id: string
  title: string
  group: CommandGroup
  keys?: string
  icon?: ReactNode
  /** Works while a text is being written, too (only for keys with Mod or Alt, and Escape). */
  whileWriting?: boolean
  /** Not worth a row in the palette (j, k…); still in the sheet. */
  isMotion?: boolean
  run: () => void
}

interface Registry {
  owners: readonly (readonly [owner: symbol, commands: readonly Command[]])[]
}

export const useRegistry = create<Registry>(() => ({ owners: [] }))

/** Offer commands while the component is on the screen; of two with the same keys the later one answers. */
export function useCommands(commands: readonly Command[]): void {
  const [owner] = useState(() => Symbol('commands'))
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  const signature = commands.map((one) => `${one.id}|${one.title}|${one.keys ?? ''}`).join('\n')

  useEffect(() => {
    // Each runs the newest closure, so that registering is only needed when ids, words or keys change.
    const lasting = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find((one) => one.id === command.id)?.run(),
    }))
    useRegistry.setState(({ owners }) => ({
      owners: [...owners.filter(([one]) => one !== owner), [owner, lasting]],
    }))
    return () => useRegistry.setState(({ owners }) => ({ owners: owners.filter(([one]) => one !== owner) }))
  }, [owner, signature])
}

export function allCommands(registry: Registry): Command[] {
  const byId = new Map<string, Command>()
  for (const [, commands] of registry.owners) for (const command of commands) byId.set(command.id, command)
  return [...byId.values()]
}

/** The command that answers these keys now; `names` are tried in order. */
export function commandFor(
  registry: Registry,
  names: readonly string[],
  isWriting: boolean,
): Command | undefined {
  const offered = allCommands(registry).filter((command) => !isWriting || command.whileWriting)
  for (const name of names) {
    const found = offered.findLast((command) => command.keys === name)
    if (found) return found
  }
  return undefined
}
