/** The marks that people know from WhatsApp: *bold*, _italic_, ~struck out~. */

export interface Marked {
  text: string
  mark: '*' | '_' | '~' | null
}

// A mark stands at the edge of a word, with the words inside touching it: 2*3*4 and file_name_v2 have none.
const MARKED = /(?<![\p{L}\p{N}*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}*_~])/u

/** The text in pieces, their marks taken away. Marks inside marks stay as they are. */
export function marked(text: string): Marked[] {
  // Splitting gives the two groups, too: plain, mark, marked, plain, mark, marked, plain.
  return text
    .split(MARKED)
    .map((part, at, all) => ({
      text: part,
      mark: (at % 3 === 2 ? all[at - 1] : at % 3 ? '' : null) as Marked['mark'],
    }))
    .filter((piece) => piece.text && piece.mark !== ('' as unknown))
}
