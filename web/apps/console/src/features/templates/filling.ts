/** What a template reads like with its values, and what is still wrong with them: the server's rules, said at once. */
import type { MessageTemplate } from '@attendance/api'
import { folded } from '@/app/fold'

export type Values = Readonly<Record<string, string>>
export type Problem = 'missing' | 'too_long' | 'line_break'

/** The words; a place whose value is missing stays as it is. */
export function previewOf({ preview, variables }: MessageTemplate, values: Values): string {
  const shown = new Map(variables.map(({ key, label, part }) => [`${part} ${label}`, values[key]?.trim()]))
  const [first = '', ...rest] = preview.split('\n\n')
  const hasHeader = variables.some(({ part }) => part === 'header')
  const fill = (text: string, part: string) =>
    text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) => shown.get(`${part} ${name}`) || place)
  return [fill(first, hasHeader ? 'header' : 'body'), ...rest.map((text) => fill(text, 'body'))].join('\n\n')
}

export function problemsOf({ variables }: MessageTemplate, values: Values): Record<string, Problem> {
  const found: Record<string, Problem> = {}
  for (const { key, max_chars: most } of variables) {
    const value = values[key] ?? ''
    if (!value.trim()) found[key] = 'missing'
    else if (value.length > most) found[key] = 'too_long'
    else if (/[\n\r\t]| {5,}/.test(value)) found[key] = 'line_break'
  }
  return found
}

/** Those that can be sent, in this language where one is chosen, whose name or words have what was typed. */
export function matching(
  templates: readonly MessageTemplate[],
  typed: string,
  language: string | null,
): MessageTemplate[] {
  const words = folded(typed).trim().split(/\s+/)
  return templates.filter((one) => {
    const text = folded(`${one.name} ${one.name.replaceAll('_', ' ')} ${one.preview}`)
    const isWanted = language === null || one.language === language
    return one.status === 'approved' && isWanted && words.every((word) => text.includes(word))
  })
}

export function languagesOf(templates: readonly MessageTemplate[]): string[] {
  const approved = templates.filter(({ status }) => status === 'approved')
  return [...new Set(approved.map(({ language }) => language))].toSorted()
}
