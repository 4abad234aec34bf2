/** Locale, dates and numbers. */
export const locales = ["pt-BR", "en", "es"] as const
