/** Locations and contact cards as the channels bring them: each vendor in its own words. Pure. */

export interface Place {
  latitude: number
  longitude: number
  name: string | null
  address: string | null
}

export interface Card {
  name: string
  phones: string[]
  emails: string[]
  organisation: string | null
}

type Raw = Record<string, unknown>

export function placeOf(content: Raw): Place | null {
  const attachment = raw(list(content.attachments)[0])
  const point = [raw(content.location), raw(raw(attachment.payload).coordinates)]
  const venue = raw(content.venue)
  const found = [...point, raw(venue.location)].find((one) => coordinate(one, 'latitude') !== null)
  if (!found) return null
  return {
    latitude: coordinate(found, 'latitude')!,
    longitude: coordinate(found, 'longitude') ?? 0,
    name: words(found.name) ?? words(venue.title) ?? words(attachment.title),
    address: words(found.address) ?? words(venue.address),
  }
}

/** Opens in whatever map the reader uses. */
export function mapUrl({ latitude, longitude }: Place): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
}

export function cardsOf(content: Raw): Card[] {
  const whatsapp = list(content.contacts).map((one) => whatsappCard(raw(one)))
  const telegram = content.contact ? [telegramCard(raw(content.contact))] : []
  return [...whatsapp, ...telegram].filter((card) => card.name || card.phones.length > 0)
}

function whatsappCard(card: Raw): Card {
  const name = raw(card.name)
  return {
    name: words(name.formatted_name) ?? words(name.first_name) ?? '',
    phones: list(card.phones).flatMap((one) => words(raw(one).phone) ?? []),
    emails: list(card.emails).flatMap((one) => words(raw(one).email) ?? []),
    organisation: words(raw(card.org).company),
  }
}

function telegramCard(card: Raw): Card {
  const name = [words(card.first_name), words(card.last_name)].filter(Boolean).join(' ')
  const phone = words(card.phone_number)
  return { name, phones: phone ? [phone.replace(/^(?=\d)/, '+')] : [], emails: [], organisation: null }
}

/** RFC 6350, as every address book reads it. */
export function vcard(card: Card): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `FN:${escaped(card.name || card.phones[0] || '')}`,
    ...(card.organisation ? [`ORG:${escaped(card.organisation)}`] : []),
    ...card.phones.map((phone) => `TEL;VALUE=text:${escaped(phone)}`),
    ...card.emails.map((email) => `EMAIL:${escaped(email)}`),
    'END:VCARD',
  ]
  return `${lines.join('\r\n')}\r\n`
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replace(/[,;]/g, '\\$&').replace(/\r?\n/g, '\\n')
}

function raw(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {}
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function words(value: unknown): string | null {
  return typeof value === 'string' && value.trim() ? value.trim() : null
}

/** Numbers, or numbers as texts; Meta says `lat` and `long`. */
function coordinate(point: Raw, name: 'latitude' | 'longitude'): number | null {
  const value = point[name] ?? point[name === 'latitude' ? 'lat' : 'long']
  const number = typeof value === 'string' && value.trim() ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}
