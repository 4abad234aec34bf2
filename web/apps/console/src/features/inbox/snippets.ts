interface Part {
  words: string
  isMatch: boolean
  /** Where it stands; tells parts apart. */
  at: number
}

/** "Olá **Natália**!" → the words that matched and those between them. */
export function snippetParts(text: string): Part[] {
  let at = 0
  return text.split('**').flatMap((words, index) => {
    const part = { words, isMatch: index % 2 === 1, at }
    at += words.length + 2
    return words ? [part] : []
  })
}

/** The snippet as plain words. */
export function plainSnippet(text: string): string {
  return text.replaceAll('**', '')
}
