/** The settings of a web chat as the form has them, and what a site's owner pastes into their pages. */
import type { Inbox } from '@attendance/api'

export interface WebchatSettings {
  title: string
  greeting: string
  accent: string
  allowedOrigins: string
  identifiedOnly: boolean
}

export function readWebchat(settings: Inbox['settings']): WebchatSettings {
  const text = (name: string) => (typeof settings[name] === 'string' ? settings[name] : '')
  const origins = Array.isArray(settings.allowed_origins) ? settings.allowed_origins : []
  return {
    title: text('title'),
    greeting: text('greeting'),
    accent: text('accent'),
    allowedOrigins: origins.join('\n'),
    identifiedOnly: settings.identified_only === true,
  }
}

export function writeWebchat(before: Inbox['settings'], form: FormData): Inbox['settings'] {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    ...before,
    title: text('title'),
    greeting: text('greeting'),
    accent: text('accent'),
    allowed_origins: text('allowed_origins')
      .split(/[\s,]+/)
      .filter(Boolean),
    identified_only: form.get('identified_only') === 'on',
  }
}

/** One line for the end of the page's body. */
export function embedCode(inbox: Inbox, origin: string): string {
  const key = inbox.webhook_path.split('/').at(-1) ?? ''
  return `<script async src="${origin}/widget.js" data-inbox="${key}"></script>`
}
