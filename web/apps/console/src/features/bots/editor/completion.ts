/** What to offer while a script is typed: keywords with their help, and the names that the script uses already. */
import type { KeywordHelp } from '@attendance/api'

export interface Offer {
  label: string
  kind: 'keyword' | 'variable'
  help: KeywordHelp | null
}

export interface Offers {
  /** Column from which the chosen word replaces what was typed. */
  from: number
  offers: Offer[]
}

const TYPED = /[\p{L}_][\p{L}\d_]*(?:[ \t]+[\p{L}_][\p{L}\d_]*){0,4}$/u
const NAMES = /[\p{L}_][\p{L}\d_]{2,}/gu

/** For the end of `before`, which is the line up to the cursor. Null where texts and comments are written. */
export function offersFor(before: string, source: string, all: readonly KeywordHelp[]): Offers | null {
  if (!isCode(before)) return null
  const keywords = all.filter(({ mark }) => mark !== 'out')
  const typed = TYPED.exec(before)
  if (!typed) return null
  const suffix = longestKnown(typed[0], keywords)
  const last = /[\p{L}\d_]*$/u.exec(before)?.[0] ?? ''
  if (suffix === null) {
    const names = namesLike(last, source)
    return names.length > 0 ? { from: before.length - last.length, offers: names } : null
  }
  const isOneWord = suffix === last
  const found = keywords.filter((one) => isLike(one.phrase, suffix))
  return {
    from: before.length - suffix.length,
    offers: [
      ...found.map((help): Offer => ({ label: help.phrase, kind: 'keyword', help })),
      ...(isOneWord ? namesLike(last, source) : []),
    ],
  }
}

/** The most words before the cursor with which a phrase begins. */
function longestKnown(typed: string, keywords: readonly KeywordHelp[]): string | null {
  let rest = typed
  for (;;) {
    const tried = rest
    if (keywords.some((one) => isLike(one.phrase, tried))) return rest
    const next = /^\S+[ \t]+/.exec(rest)
    if (!next) return null
    rest = rest.slice(next[0].length)
  }
}

function isLike(phrase: string, typed: string): boolean {
  return phrase.startsWith(typed.toUpperCase().replace(/[ \t]+/g, ' '))
}

function namesLike(typed: string, source: string): Offer[] {
  if (typed.length < 2) return []
  const names = new Set(source.match(NAMES) ?? [])
  return [...names]
    .filter((name) => name !== typed && name !== name.toUpperCase() && isLike(name.toUpperCase(), typed))
    .toSorted()
    .map((label) => ({ label, kind: 'variable', help: null }))
}

/** Whether the end of this line is code: not inside quotes, not after an apostrophe. */
export function isCode(before: string): boolean {
  let isText = false
  for (const [at, sign] of [...before].entries()) {
    if (sign === '"' && before[at - 1] !== '\\') isText = !isText
    else if (!isText && (sign === "'" || (sign === '#' && at === 0))) return false
  }
  return !isText
}
