/** Who gets an answer by mail, and under which subject: as the form has it, and as the server takes it. */
import type { Message, NewMail } from '@attendance/api'

export interface MailDraft {
  cc: string
  bcc: string
  /** Empty: as the conversation's. */
  subject: string
  hasOriginal: boolean
}

const ADDRESS = /^[^\s<>"(),:;[\]\\@]+@[^\s<>"(),:;[\]\\@]+\.[^\s<>"(),:;[\]\\@]+$/

/** An answer goes to everybody whom the customer's last mail was addressed to; one that is quoted counts instead. */
export function defaultsFor(messages: readonly Message[], quoted: Message | null): MailDraft {
  const answered = quoted ?? messages.findLast((one) => one.direction === 'in' && !one.deleted_at)
  const others = answered?.content.others
  const cc = Array.isArray(others) ? others.map(addressOf).filter(Boolean) : []
  return { cc: cc.join(', '), bcc: '', subject: '', hasOriginal: true }
}

function addressOf(box: unknown): string {
  const address = typeof box === 'object' && box !== null ? (box as { address?: unknown }).address : null
  return typeof address === 'string' ? address : ''
}

export function addressesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))]
}

/** Those that no mail can be sent to. */
export function wrongIn(text: string): string[] {
  return addressesOf(text).filter((one) => !ADDRESS.test(one))
}

export function newMailOf(draft: MailDraft): NewMail {
  return {
    cc: addressesOf(draft.cc),
    bcc: addressesOf(draft.bcc),
    subject: draft.subject.trim() || null,
    has_original: draft.hasOriginal,
  }
}

/** What will stand below the answer. */
export function originalOf(messages: readonly Message[], quoted: Message | null): Message | null {
  return (
    quoted ?? messages.findLast((one) => one.direction === 'in' && !one.deleted_at && one.text !== '') ?? null
  )
}
