export { createFormats, type Formats } from './formats'
export { isLocale, LOCALES, preferredLocale, type Locale } from './locales'
