/** How answers of a mailbox look: the settings as the form has them, and the mail that they make. */
import type { Inbox } from '@attendance/api'

export interface MailStyle {
  fromName: string
  signature: string
  template: string
  bcc: string
  /** Of an answer; `{subject}` is what it answers. */
  subject: string
  /** The name under which the mailbox's server says whether senders are who they say; empty: the provider's. */
  receivingServer: string
}

export const USUAL_TEMPLATE = '{message}\n\n{signature}'
export const USUAL_SUBJECT = 'Re: {subject}'
export const PLACEHOLDERS = ['{attendant_name}', '{customer_name}', '{company}', '{subject}'] as const

export function readMailStyle(settings: Inbox['settings']): MailStyle {
  const text = (name: string) => (typeof settings[name] === 'string' ? settings[name] : '')
  return {
    fromName: text('from_name') || '{company}',
    signature: text('signature'),
    template: text('reply_template') || USUAL_TEMPLATE,
    bcc: text('bcc'),
    subject: text('reply_subject') || USUAL_SUBJECT,
    receivingServer: text('receiving_server'),
  }
}

export function writeMailStyle(before: Inbox['settings'], style: MailStyle): Inbox['settings'] {
  return {
    ...before,
    from_name: style.fromName.trim(),
    signature: style.signature.trim(),
    reply_template: style.template.trim(),
    bcc: addressesOf(style.bcc).join(', '),
    reply_subject: style.subject.trim() || USUAL_SUBJECT,
    receiving_server: style.receivingServer.trim(),
  }
}

/** Without the message itself nothing of what was written would be sent. */
export const hasMessage = (template: string) => template.includes('{message}')

/** Those that no mail can be sent to. */
export function wrongAddresses(bcc: string): string[] {
  return addressesOf(bcc).filter((one) => !/^[^\s<>"(),:;@]+@[^\s<>"(),:;@]+\.[^\s<>"(),:;@]+$/.test(one))
}

function addressesOf(bcc: string): string[] {
  return bcc.split(/[\s,;]+/).filter(Boolean)
}

export type Example = Record<'message' | 'attendant_name' | 'customer_name' | 'company' | 'subject', string>

/** The sender's name and the text as the server makes them: placeholders are replaced once. */
export function previewOf(
  style: MailStyle,
  example: Example,
): { from: string; body: string; subject: string } {
  const signature = filled(style.signature, { ...example, signature: '' })
  const values = { ...example, signature }
  const answered = { ...values, original_subject: values.subject }
  return {
    from: filled(style.fromName, values),
    body: filled(style.template, values),
    subject: filled(style.subject, answered),
  }
}

function filled(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole).trim()
}
