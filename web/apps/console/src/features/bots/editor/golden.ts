/** Golden conversations (`*.test.bas`): a word, a colon, and what is said or expected. */
import { StreamLanguage } from '@codemirror/language'

const TALK = /^(cliente|customer|bot)\s*:/i
const WORD = /^[\p{L}_][^:"'{}]{0,200}:/u

export const goldenLanguage = StreamLanguage.define({
  name: 'golden conversation',
  languageData: { commentTokens: { line: "'" }, closeBrackets: { brackets: ['['] } },
  token(stream) {
    if (stream.sol()) {
      if (stream.match(/^\s*'.*/)) return 'comment'
      if (stream.match(/^\.\.\.\s*$/)) return 'atom'
      if (stream.match(/^(teste|test)\s*:.*/i)) return 'meta'
      if (stream.match(TALK)) return 'keyword'
      if (stream.match(WORD)) return 'controlKeyword'
    }
    if (stream.match(/^\[[^\]]*\]\s*$/)) return 'string.special'
    stream.next()
    stream.eatWhile(/[^[]/)
    return null
  },
})
