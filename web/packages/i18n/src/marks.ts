/** The marks that people know from WhatsApp: *bold*, _italic_, ~struck out~. */

export interface Marked {
  text: string
  mark: '*' | '_' | '~' | null
}

// A mark stands at the edge of a word, with the words inside touching it: 2*3*4 and file_name_v2 have none.
const MARKED = /(?<![\p{L}\p{N}*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}*_~])/gu

/** The text in pieces, their marks taken away. Marks inside marks stay as they are. */
export function marked(text: string): Marked[] {
  const pieces: Marked[] = []
  let end = 0
  for (const found of text.matchAll(MARKED)) {
    const [whole, mark, words] = found
    if (found.index > end) pieces.push({ text: text.slice(end, found.index), mark: null })
    pieces.push({ text: words ?? '', mark: mark as Marked['mark'] })
    end = found.index + whole.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), mark: null })
  return pieces
}
