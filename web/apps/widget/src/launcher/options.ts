/** What the script tag says: `data-inbox`, and optionally locale, theme, colour, side and a signed identity. */
import { pickLocale, type Locale } from '../i18n/locale.ts'

export interface Options {
  /** Origin of our server, where the script came from. */
  origin: string
  inbox: string
  locale: Locale
  theme: 'light' | 'dark' | 'auto'
  /** `#rrggbb`, or null for ours. */
  color: string | null
  side: 'left' | 'right'
  identity: string | null
}

export function readOptions(script: HTMLScriptElement): Options {
  const { inbox = '', locale, theme, color, side, identity } = script.dataset
  const languages = locale ? [locale] : [document.documentElement.lang, ...navigator.languages]
  return {
    origin: new URL(script.src).origin,
    inbox,
    locale: pickLocale(languages),
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    color: color && /^#[0-9a-f]{6}$/i.test(color) ? color : null,
    side: side === 'left' ? 'left' : 'right',
    identity: identity || null,
  }
}

export function panelUrl(options: Options): string {
  const url = new URL(`/webchat/panel/${encodeURIComponent(options.inbox)}`, options.origin)
  url.searchParams.set('origin', location.origin)
  url.searchParams.set('locale', options.locale)
  url.searchParams.set('theme', options.theme)
  if (options.color) url.searchParams.set('color', options.color)
  return url.href
}
