/** What is written after a slash, as the server understands it, and what could complete it. */
import type { Attendant, OfferedCommand, Queue } from '@attendance/api'
import { folded } from '@/app/fold'

const SLASHES = '/／⁄∕'

/** A command: it goes to nobody but the server. Two slashes are words that begin with one. */
export function isCommand(text: string): boolean {
  const begun = text.trimStart()
  return isSlash(begun[0]) && !isSlash(begun[1])
}

/** The words for the customer: two slashes at the beginning say one. */
export function wordsFor(text: string): string {
  const begun = text.trimStart()
  return isSlash(begun[0]) && isSlash(begun[1]) ? `/${begun.slice(2)}` : text
}

function isSlash(letter: string | undefined): boolean {
  return letter !== undefined && SLASHES.includes(letter)
}

export interface Suggestion {
  id: string
  label: string
  /** What may follow, shown dimmer. */
  example: string
  hint: string
  /** The text when this is chosen. */
  text: string
}

export interface Known {
  commands: readonly OfferedCommand[]
  people: readonly Attendant[]
  queues: readonly Queue[]
  /** Nobody transfers to themselves. */
  meId: string
  presence: (status: Attendant['status']) => string
  queueWord: string
}

const MOST = 8

/** What could come next; none when the text is no command, or complete. */
export function suggestionsFor(text: string, known: Known): Suggestion[] {
  if (!isCommand(text)) return []
  const begun = text.trimStart().slice(1)
  const space = begun.search(/\s/)
  if (space < 0) return namesLike(begun, known)
  const command = known.commands.find(({ name }) => folded(name) === folded(begun.slice(0, space)))
  const rest = begun.slice(space + 1)
  if (command?.takes === 'target') return targetsLike(command, rest, known)
  if (command?.takes === 'status') return statusesLike(command, rest)
  return []
}

function namesLike(typed: string, { commands }: Known): Suggestion[] {
  const wanted = folded(typed)
  return commands
    .filter(({ name }) => folded(name).startsWith(wanted))
    .map(({ name, example, does, takes }) => ({
      id: name,
      label: `/${name}`,
      example,
      hint: does,
      text: takes === 'nothing' ? `/${name}` : `/${name} `,
    }))
}

/** People by any word of their names, then queues; none once somebody is named whole. */
function targetsLike({ name }: OfferedCommand, rest: string, known: Known): Suggestion[] {
  const isPerson = rest.startsWith('@')
  const wanted = folded(isPerson ? rest.slice(1) : rest)
  const isMeant = (target: string) => {
    const whole = folded(target)
    return whole.startsWith(wanted) || whole.split(/\s+/).some((word) => wanted && word.startsWith(wanted))
  }
  const people = known.people
    .filter((one) => one.user_id !== known.meId && isMeant(one.name))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || a.name.localeCompare(b.name))
    .map((one) => ({
      id: one.user_id,
      label: `@${one.name}`,
      example: '',
      hint: known.presence(one.status),
      text: `/${name} @${one.name} `,
    }))
  const queues = known.queues
    .filter((one) => !isPerson && one.is_active && isMeant(one.name))
    .map((one) => ({
      id: one.id,
      label: one.name,
      example: '',
      hint: known.queueWord,
      text: `/${name} ${one.name} `,
    }))
  return [...people, ...queues].slice(0, MOST)
}

const rankOf = (one: Attendant) => ['online', 'busy', 'away', 'offline'].indexOf(one.status)

function statusesLike({ name, example }: OfferedCommand, rest: string): Suggestion[] {
  const wanted = folded(rest)
  return example
    .split(',')
    .map((one) => one.trim())
    .filter((one) => folded(one).startsWith(wanted) && folded(one) !== wanted)
    .map((one) => ({ id: one, label: one, example: '', hint: '', text: `/${name} ${one}` }))
}
