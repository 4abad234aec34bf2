/** Conversational BASIC for the editor: what is a keyword, a text, a comment. Colours only; the server judges. */
import { StreamLanguage, type StringStream } from '@codemirror/language'
import { FIRST_KEYWORDS, PORTUGUESE, PORTUGUESE_VALUES, STRUCTURE, VALUES } from './words'

interface State {
  /** Inside a text, which may go on over lines. */
  isText: boolean
  /** Inside `${…}` of a text: how many braces are open. */
  braces: number
  /** Inside BEGIN kind … END kind: the line that ends it. */
  block: RegExp | null
  /** What stands before on the line. */
  before: 'nothing' | 'operand' | 'operator'
}

const WORD = /^[\p{L}_][\p{L}\d_]*\$?/u
const NUMBER = /^(\d[\d_]*(\.\d+)?|\.\d+)([eE][+-]?\d+)?/
const OPERATOR = /^(<>|!=|==|<=|=<|>=|&&|\|\||\?\?|\?\.|[+\-*/]=|[+\-*/\\^%&=<>?:])/
/** A name of the script's own, though a keyword has it too. */
const ASSIGNED = /^\s*([+\-*/]?=|\.|\?\.|\[)/
const BLOCK = /^BEGIN\s+(TALK|SYSTEM PROMPT|PROMPT|MAIL|MERMAID|HTML|CARD)\b/i

export function basicLanguage(phrases: readonly string[], isPortuguese: boolean) {
  const known = phraseBook([
    ...(phrases.length > 0 ? phrases : FIRST_KEYWORDS),
    ...(isPortuguese ? PORTUGUESE : []),
  ])
  const isValue = (word: string) => VALUES.has(word) || (isPortuguese && PORTUGUESE_VALUES.has(word))
  return StreamLanguage.define<State>({
    name: 'basic',
    startState: () => ({ isText: false, braces: 0, block: null, before: 'nothing' }),
    languageData: { commentTokens: { line: "'" }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
    token: (stream, state) => {
      if (stream.sol()) state.before = 'nothing'
      if (state.block) return blockToken(stream, state)
      if (state.isText && state.braces === 0) return textToken(stream, state)
      return codeToken(stream, state, known, isValue)
    },
  })
}

/** Phrases by their first word, the longest first. */
function phraseBook(phrases: readonly string[]): Map<string, string[]> {
  const book = new Map<string, string[]>()
  for (const phrase of phrases.toSorted((a, b) => b.length - a.length)) {
    const first = phrase.split(' ', 1)[0] ?? phrase
    book.set(first, [...(book.get(first) ?? []), phrase])
  }
  return book
}

function codeToken(
  stream: StringStream,
  state: State,
  known: Map<string, string[]>,
  isValue: (word: string) => boolean,
): string | null {
  if (stream.eatSpace()) return null
  if (stream.sol() && stream.match(/^#(?!\{)/))
    return rest(stream, /^#\w+\s*\w*\s*$/.test(stream.string) ? 'meta' : 'comment')
  if (stream.match('//') || (stream.peek() === "'" && !isQuoted(stream, state)))
    return rest(stream, 'comment')
  if (stream.match(/^'[^'\n]*'/)) return operand(state, 'string')
  if (stream.match(/^[fF]?["“]/)) {
    state.isText = true
    return 'string'
  }
  if (stream.match(NUMBER)) return operand(state, 'number')
  if (state.before === 'nothing' && stream.match(BLOCK, false)) return blockBegins(stream, state)
  if (stream.match(WORD, false)) return wordToken(stream, state, known, isValue)
  return punctuation(stream, state)
}

function punctuation(stream: StringStream, state: State): string | null {
  const sign = matched(stream, OPERATOR)
  if (sign) {
    state.before = sign === ':' ? 'nothing' : 'operator'
    return 'operator'
  }
  const bracket = stream.next()
  if (state.braces > 0) state.braces += bracket === '{' ? 1 : bracket === '}' ? -1 : 0
  if (state.isText && state.braces === 0) return 'string.special'
  state.before = bracket === ')' || bracket === ']' || bracket === '}' ? 'operand' : 'operator'
  return 'punctuation'
}

function wordToken(
  stream: StringStream,
  state: State,
  known: Map<string, string[]>,
  isValue: (word: string) => boolean,
): string {
  const isProperty = stream.start > 0 && stream.string[stream.start - 1] === '.'
  const isFirst = state.before === 'nothing'
  const word = matched(stream, WORD)
  const loud = word.toUpperCase()
  if (isProperty) return operand(state, 'propertyName')
  if (loud === 'REM' && isFirst) return rest(stream, 'comment')
  if (!stream.string.slice(0, stream.start).trim() && stream.match(/^:(?!=)/)) return 'labelName'
  // A phrase that is written in small letters counts where a statement begins: elsewhere it is a name.
  const phrase = isFirst || word === loud ? restOfPhrase(stream, known.get(loud) ?? []) : null
  const isName = isFirst ? stream.match(ASSIGNED, false) : phrase === '' && stream.match('(', false)
  if (phrase !== null && !isName) {
    stream.match(phrase)
    return operand(state, 'keyword')
  }
  if (isValue(loud)) return operand(state, 'atom')
  if (STRUCTURE.has(loud)) return structure(state, loud)
  return operand(state, stream.match(/^\s*\(/, false) ? 'variableName.function' : 'variableName')
}

/** What of the longest phrase follows its first word here, which was read already. */
function restOfPhrase(stream: StringStream, phrases: readonly string[]): string | null {
  const ahead = stream.string.slice(stream.pos)
  for (const phrase of phrases) {
    const others = phrase.split(' ').slice(1)
    const found = new RegExp(`^${others.map((one) => `[ \\t]+${one}`).join('')}(?![\\p{L}\\d_])`, 'iu').exec(
      ahead,
    )
    if (found) return found[0]
  }
  return null
}

/** `'` begins a comment, but after an operator with a second one on the line it quotes a text. */
function isQuoted(stream: StringStream, state: State): boolean {
  return (
    state.before === 'operator' &&
    /^'[^']*'\s*($|[,)\]}+\-*/=<>&:.;']|THEN|AND|OR|AS|TO)/i.test(stream.string.slice(stream.pos))
  )
}

function textToken(stream: StringStream, state: State): string {
  if (stream.match(/^\\./)) return 'escape'
  if (stream.match(/^\$\{(?!\{)/)) {
    state.braces = 1
    state.before = 'operator'
    return 'string.special'
  }
  if (stream.match(/^["”]/)) {
    if (stream.match('"')) return 'escape'
    state.isText = false
    return operand(state, 'string')
  }
  stream.next()
  stream.eatWhile(/[^"”\\$]/)
  return 'string'
}

function blockBegins(stream: StringStream, state: State): string {
  const kind = BLOCK.exec(stream.string.slice(stream.pos))?.[1] ?? ''
  state.block = new RegExp(`^\\s*END\\s+${kind}\\b`, 'i')
  return rest(stream, 'keyword')
}

function blockToken(stream: StringStream, state: State): string {
  const isEnd = stream.sol() && state.block?.test(stream.string)
  if (isEnd) state.block = null
  return rest(stream, isEnd ? 'keyword' : 'string')
}

function rest(stream: StringStream, style: string): string {
  stream.skipToEnd()
  return style
}

function matched(stream: StringStream, pattern: RegExp): string {
  const found = stream.match(pattern)
  return Array.isArray(found) ? found[0] : ''
}

function operand(state: State, style: string): string {
  state.before = 'operand'
  return style
}

/** After THEN and ELSE a statement may begin. */
function structure(state: State, word: string): string {
  state.before = ['THEN', 'ELSE'].includes(word) ? 'nothing' : 'operand'
  return 'controlKeyword'
}
