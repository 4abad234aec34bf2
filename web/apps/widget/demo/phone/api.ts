/** What the simulator's page calls. */
export type Network = 'whatsapp' | 'telegram' | 'sms'

export interface Button {
  id: string
  label: string
}

export interface Bubble {
  id: string
  mine: boolean
  text: string
  kind: string
  at: string
  state: 'sent' | 'delivered' | 'read'
  deleted: boolean
  reaction: string | null
  reply_to: string | null
  buttons: Button[]
  file: { url: string; mime_type: string; name: string } | null
}

export interface Chat {
  version: number
  typing: boolean
  bubbles: Bubble[]
}

export interface Person {
  name: string
  /** Digits with country code, without a plus. */
  phone: string
}

/** The person's address in a network: the Telegram id is made of the phone's last digits. */
export function addressOf(person: Person, network: Network): string {
  if (network === 'sms') return `+${person.phone}`
  return network === 'telegram' ? `7${person.phone.slice(-8)}` : person.phone
}

/** The chat once it is newer than `after`; waits at the server for up to 20 s. */
export async function look(network: Network, person: Person, after: number, signal: AbortSignal): Promise<Chat> {
  const query = new URLSearchParams({ network, address: addressOf(person, network), after: String(after) })
  const answer = await fetch(`/demo/telefone/chat?${query}`, { signal })
  if (!answer.ok) throw new Error(await problem(answer))
  return (await answer.json()) as Chat
}

export async function write(
  network: Network,
  person: Person,
  text: string,
  more: { reply_to?: string | null; button_id?: string } = {},
): Promise<void> {
  const body = JSON.stringify({ network, address: addressOf(person, network), name: person.name, text, ...more })
  const answer = await fetch('/demo/telefone/messages', { method: 'POST', body })
  if (!answer.ok) throw new Error(await problem(answer))
}

export async function sendFile(network: Network, person: Person, file: File, voice: boolean): Promise<void> {
  const query = new URLSearchParams({
    network,
    address: addressOf(person, network),
    name: person.name,
    filename: file.name,
    voice: String(voice),
  })
  const answer = await fetch(`/demo/telefone/files?${query}`, { method: 'POST', body: file })
  if (!answer.ok) throw new Error(await problem(answer))
}

async function problem(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as { detail?: string }).detail ?? `Erro ${answer.status}`
  } catch {
    return `Erro ${answer.status}`
  }
}
