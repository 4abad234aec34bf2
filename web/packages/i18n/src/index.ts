export { createFormats, type Formats } from './formats'
export { formatPhone } from './phones'
export { isLocale, LOCALES, preferredLocale, type Locale } from './locales'
export { fromInput, instantAt, toInput, wallTimeIn, type WallTime } from './zones'
