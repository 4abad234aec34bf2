/** How an inbox serves attendants: its settings as the form has them, and back. */
import type { Inbox, MessageTemplate } from '@attendance/api'

export interface TeamSettings {
  /** Whoever writes here is one of us: nobody is taken for a customer. */
  isOnlyOurs: boolean
  /** Sent to an attendant outside the vendor's window; empty: none. As `name language`. */
  template: string
}

export function readTeam(settings: Inbox['settings']): TeamSettings {
  const named = settings.attendant_template
  const { name, language } = isObject(named) ? named : {}
  return {
    isOnlyOurs: settings.attendants === 'only',
    template: typeof name === 'string' ? keyOf({ name, language: String(language ?? 'pt_BR') }) : '',
  }
}

/** What is off is left out: the server's settings name only what differs. */
export function writeTeam(before: Inbox['settings'], team: TeamSettings): Inbox['settings'] {
  const { attendants: _who, attendant_template: _template, ...others } = before
  const [name, language] = team.template.split(' ')
  return {
    ...others,
    ...(team.isOnlyOurs ? { attendants: 'only' } : {}),
    ...(name && language ? { attendant_template: { name, language } } : {}),
  }
}

export const keyOf = ({ name, language }: Pick<MessageTemplate, 'name' | 'language'>) => `${name} ${language}`

/** Those that can be sent, and the one that is chosen even when it can't any more. */
export function choicesOf(
  templates: readonly MessageTemplate[],
  chosen: string,
): { key: string; label: string; isUsable: boolean }[] {
  const usable = templates
    .filter((one) => one.status === 'approved')
    .map((one) => ({ key: keyOf(one), label: `${one.name} · ${one.language}`, isUsable: true }))
  if (!chosen || usable.some((one) => one.key === chosen)) return usable
  return [...usable, { key: chosen, label: chosen.replace(' ', ' · '), isUsable: false }]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
