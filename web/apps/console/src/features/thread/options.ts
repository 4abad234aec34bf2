/** Quick replies of a message, as its content carries them. */
import type { Message } from '@attendance/api'

export interface Option {
  value: string
  label: string
}

export function optionsOf(content: Message['content']): Option[] {
  const { options } = content as { options?: unknown }
  return Array.isArray(options) ? options.filter(isOption) : []
}

function isOption(one: unknown): one is Option {
  if (typeof one !== 'object' || one === null) return false
  const { value, label } = one as Record<string, unknown>
  return typeof value === 'string' && typeof label === 'string'
}
