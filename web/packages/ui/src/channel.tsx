import {
  AtSign,
  Hash,
  Mail,
  MessageCircle,
  MessageSquare,
  MessagesSquare,
  Phone,
  Radio,
  Send,
  Smartphone,
  Users,
} from 'lucide-react'
import { cn } from './cn'

const GLYPHS = {
  whatsapp: { Icon: MessageCircle, colour: 'bg-[#1a7f4b]', name: 'WhatsApp' },
  webchat: { Icon: MessageSquare, colour: 'bg-[#4353c9]', name: 'Web' },
  web: { Icon: MessageSquare, colour: 'bg-[#4353c9]', name: 'Web' },
  telegram: { Icon: Send, colour: 'bg-[#1b77ab]', name: 'Telegram' },
  instagram: { Icon: AtSign, colour: 'bg-[#b32d78]', name: 'Instagram' },
  messenger: { Icon: MessageCircle, colour: 'bg-[#1566c0]', name: 'Messenger' },
  email: { Icon: Mail, colour: 'bg-[#2f6690]', name: 'E-mail' },
  sms: { Icon: Smartphone, colour: 'bg-[#80601a]', name: 'SMS' },
  slack: { Icon: Hash, colour: 'bg-[#611f69]', name: 'Slack' },
  teams: { Icon: Users, colour: 'bg-[#4f52b2]', name: 'Microsoft Teams' },
  google_chat: { Icon: MessagesSquare, colour: 'bg-[#147a4a]', name: 'Google Chat' },
  voice: { Icon: Phone, colour: 'bg-[#93521d]', name: 'Voz' },
}

function glyphOf(channel: string) {
  const known: Record<string, (typeof GLYPHS)['whatsapp']> = GLYPHS
  return known[channel] ?? { Icon: Radio, colour: 'bg-[#5b6475]', name: capitalised(channel) }
}

/** The channel's own name, the same in every language. */
export function channelName(channel: string): string {
  return glyphOf(channel).name
}

export function ChannelGlyph({ channel, className }: { channel: string; className?: string }) {
  const { Icon, colour, name } = glyphOf(channel)
  return (
    <span
      title={name}
      className={cn(
        'grid size-4 place-items-center rounded-full text-white ring-2 ring-panel',
        colour,
        className,
      )}
    >
      <Icon strokeWidth={2.4} aria-hidden className="size-[56%]" />
      <span className="sr-only">{name}</span>
    </span>
  )
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
