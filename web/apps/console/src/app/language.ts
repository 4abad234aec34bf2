/** The language of the screen: a catalogue loaded when needed, switched without a reload. */
import { isLocale, LOCALES, preferredLocale, type Locale } from '@attendance/i18n'
import { i18n } from '@lingui/core'

const CATALOGUES = import.meta.glob<{ messages: Record<string, string> }>('../locales/*.po')

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Locale, string> = { 'pt-BR': 'Português', en: 'English', es: 'Español' }

export async function setLocale(locale: Locale): Promise<void> {
  localStorage.setItem('locale', locale)
  document.documentElement.lang = locale
  if (i18n.locale === locale) return
  const load = CATALOGUES[`../locales/${locale}.po`]
  if (!load) throw new Error(`There is no catalogue for ${locale}.`)
  const { messages } = await load()
  i18n.loadAndActivate({ locale, messages })
}

/** Before anybody signed in: the one chosen here last, or what the browser asks for. */
export function startingLocale(): Locale {
  const chosen = localStorage.getItem('locale')
  return isLocale(chosen) ? chosen : preferredLocale(navigator.languages)
}

export function currentLocale(): Locale {
  return isLocale(i18n.locale) ? i18n.locale : LOCALES[0]
}
