import type { Message } from '@attendance/api'

/** What a mail has beyond its words. */
export interface Mail {
  /** Names or addresses in copy. */
  copies: string[]
  /** Of ours, in copies that the others don't see. */
  blind: string[]
  /** Of ours, when it isn't the conversation's. */
  subject: string
  /** The earlier mails that the sender's program put below the answer. */
  quoted: string
  html: string
  hasRemoteImages: boolean
  isAutomatic: boolean
  /** The receiving server doubts that it is from whom it says. */
  isUnverified: boolean
  isTooLarge: boolean
}

/** Null for messages that are no mail, or one that is its words alone. */
export function mailOf({ content, direction }: Message): Mail | null {
  const mail = {
    copies: boxesOf(content.cc),
    blind: boxesOf(content.bcc),
    subject: direction === 'out' ? textOf(content.subject) : '',
    quoted: textOf(content.quoted),
    html: textOf(content.html),
    hasRemoteImages: content.has_remote_images === true,
    isAutomatic: content.is_automatic === true,
    isUnverified: textOf(content.unverified) !== '',
    isTooLarge: typeof content.too_large_bytes === 'number',
  }
  const isPlain =
    !mail.copies.length &&
    !mail.blind.length &&
    !mail.subject &&
    !mail.quoted &&
    !mail.html &&
    !mail.isAutomatic &&
    !mail.isUnverified &&
    !mail.isTooLarge
  return isPlain ? null : mail
}

const POLICY = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"

/**
 * The page for a frame: pictures of the mail itself are its files. Those of elsewhere load only when asked for, and
 * then through our server, which knows them by their number: no sender sees who reads, and where.
 */
export function pageOf(mail: Mail, message: Message, showsImages: boolean): string {
  let number = 0
  const html = showsImages
    ? mail.html.replace(/ data-remote-src="[^"]*"/g, () => {
        return ` src="/api/attendance/files/pictures/${message.id}/${number++}"`
      })
    : mail.html
  const body = html.replace(/ src="cid:([^"]*)"/g, (_, id: string) => {
    const file = message.files.find((one) => one.content_id === id)
    return file?.url ? ` src="${file.url}"` : ''
  })
  return (
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    '<meta name="referrer" content="no-referrer"><base target="_blank">' +
    '<style>body{font:14px/1.5 sans-serif;color:#1f2933;background:#fff;margin:8px;overflow-wrap:anywhere}' +
    `img{max-width:100%;height:auto}table,td,th,div{max-width:100%!important}</style>${body}`
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function boxesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  return value.map(boxOf).filter((name) => name !== '')
}

/** Customers' copies have a name and an address, ours are addresses. */
function boxOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  const { name, address } = value as { name?: unknown; address?: unknown }
  return textOf(name) || textOf(address)
}
