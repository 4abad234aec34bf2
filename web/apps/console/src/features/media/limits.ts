/** What a channel takes, judged before anything is uploaded. Pure. */
import type { ChannelInfo, FileKind } from '@attendance/api'

export type Refusal =
  { why: 'kind' } | { why: 'size'; mostBytes: number } | { why: 'type' } | { why: 'empty' }

interface Given {
  type: string
  name: string
  size: number
}

const BY_ENDING: Record<string, FileKind> = {
  jpg: 'image', jpeg: 'image', png: 'image', webp: 'image', gif: 'image', heic: 'image', avif: 'image',
  mp3: 'audio', ogg: 'audio', opus: 'audio', m4a: 'audio', wav: 'audio', aac: 'audio', flac: 'audio',
  mp4: 'video', mov: 'video', webm: 'video', mkv: 'video', '3gp': 'video',
} // prettier-ignore

/** By the type that the browser tells, else by the name. */
export function kindOf({ type, name }: Pick<Given, 'type' | 'name'>): FileKind {
  const main = type.split('/')[0]
  if (type === 'image/svg+xml') return 'document'
  if (main === 'image' || main === 'audio' || main === 'video') return main
  if (type && type !== 'application/octet-stream') return 'document'
  return BY_ENDING[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'document'
}

/** Why this channel would refuse the file; null when it takes it. Pictures, sound and film are converted where their
 * type isn't taken, and a kind that can't go as itself goes as a document. */
export function refusalOf(file: Given, channel: Pick<ChannelInfo, 'media'>): Refusal | null {
  if (file.size === 0) return { why: 'empty' }
  const kind = kindOf(file)
  const own = channel.media[kind]
  const rule = own ?? channel.media.document
  if (!rule) return { why: 'kind' }
  if (file.size > rule.max_bytes) return { why: 'size', mostBytes: rule.max_bytes }
  const isListed = rule.mime_types.length === 0 || rule.mime_types.includes(file.type)
  return (own && kind !== 'document') || isListed ? null : { why: 'type' }
}

export function takesFiles(channel: Pick<ChannelInfo, 'media'> | undefined): boolean {
  return channel !== undefined && Object.keys(channel.media).length > 0
}

export function takesVoice(channel: Pick<ChannelInfo, 'media'> | undefined): boolean {
  return Boolean(channel?.media.audio)
}

/** Files in messages: as many in one as the channel takes, the words with the first. */
export function batches<File>(
  files: readonly File[],
  text: string,
  most: number,
): { text: string; files: File[] }[] {
  if (files.length === 0) return [{ text, files: [] }]
  const size = Math.max(1, most)
  const groups: { text: string; files: File[] }[] = []
  for (let at = 0; at < files.length; at += size) {
    groups.push({ text: at === 0 ? text : '', files: files.slice(at, at + size) })
  }
  return groups
}

/** For the file picker: what the channel lists, or anything. */
export function acceptedTypes(channel: Pick<ChannelInfo, 'media'>): string {
  if (channel.media.document && channel.media.document.mime_types.length === 0) return ''
  const whole = Object.keys(channel.media)
    .filter((kind) => kind === 'image' || kind === 'audio' || kind === 'video')
    .map((kind) => `${kind}/*`)
  return [...whole, ...(channel.media.document?.mime_types ?? [])].join(',')
}
