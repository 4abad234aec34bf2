/** The languages that we speak; the first one is the source and the default. */
export const LOCALES = ['pt-BR', 'en', 'es'] as const

export type Locale = (typeof LOCALES)[number]

export function isLocale(value: unknown): value is Locale {
  return LOCALES.includes(value as Locale)
}

/** The best of ours for somebody who reads `wanted` (BCP 47 tags, best first). */
export function preferredLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.split('-')[0]
    const ours = LOCALES.find((locale) => locale.split('-')[0] === language)
    if (ours) return ours
  }
  return LOCALES[0]
}
