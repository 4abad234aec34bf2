/** Which of our languages a page or a browser asks for. */

export type Locale = 'pt-BR' | 'en' | 'es'

const LOCALES: Record<string, Locale> = { pt: 'pt-BR', en: 'en', es: 'es' }

/** The first that we speak; Portuguese when there is none. */
export function pickLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const found = LOCALES[language.slice(0, 2).toLowerCase()]
    if (found) return found
  }
  return 'pt-BR'
}
