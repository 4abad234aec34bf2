/** What the panel is told before its session: by its address, and by the server in a meta element. */
import { pickLocale, type Locale } from '../i18n/locale.ts'

export interface PanelSettings {
  inbox: string
  /** Origin of the page that shows us; null when we are the page. */
  pageOrigin: string | null
  locale: Locale
  theme: 'light' | 'dark' | 'auto'
  title: string
  greeting: string
  color: string | null
}

interface ServerConfig {
  title: string
  greeting: string
  accent: string
}

export function readSettings(): PanelSettings {
  const query = new URLSearchParams(location.search)
  const config = serverConfig()
  const theme = query.get('theme')
  const locale = query.get('locale')
  return {
    inbox: decodeURIComponent(location.pathname.split('/').at(-1) ?? ''),
    pageOrigin: window.parent === window ? null : query.get('origin'),
    locale: pickLocale(locale === null ? navigator.languages : [locale]),
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    title: config.title,
    greeting: config.greeting,
    color: [query.get('color'), config.accent].find((color) => color && /^#[0-9a-f]{6}$/i.test(color)) ?? null,
  }
}

function serverConfig(): ServerConfig {
  const content = document.querySelector<HTMLMetaElement>('meta[name="chat-config"]')?.content
  return { title: '', greeting: '', accent: '', ...(JSON.parse(content ?? '{}') as Partial<ServerConfig>) }
}
