import type { Conversation, Message } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { Ban } from 'lucide-react'
import { useMinutes } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { useMe } from '@/app/session'
import { amendmentOf, wordsOf } from '@/features/changes/amendment'
import { offersFor } from '@/features/changes/offers'
import { Amended } from '@/features/changes/parts/Amended'
import { EditedMark } from '@/features/changes/parts/EditedMark'
import { MessageTools } from '@/features/changes/parts/MessageTools'
import { Reactions } from '@/features/changes/parts/Reactions'
import { standingOf } from '@/features/composer/standing'
import { MailExtras } from '@/features/mail/parts/MailExtras'
import { useChannel } from '@/features/media/channels'
import { Bubble, type Voice } from './Bubble'
import { Failure } from './Failure'
import { QuickReplies } from './QuickReplies'
import { Quoted } from './Quoted'
import { Said } from './Said'
import { Ticks } from './Ticks'

interface MessageBubbleProps {
  message: Message
  conversation: Conversation
  isFirst: boolean
  isLast: boolean
}

export function MessageBubble({ message, conversation, isFirst, isLast }: MessageBubbleProps) {
  const me = useMe()
  const voice = voiceOf(message, me.id)
  const wanted = amendmentOf(message)
  return (
    <Bubble
      voice={voice}
      author={message.author.name}
      isFirst={isFirst}
      isLast={isLast}
      isFaint={wanted?.state === 'pending' && wanted.kind !== 'reacted'}
      tools={<MessageTools message={message} conversation={conversation} />}
      after={<After message={message} conversation={conversation} />}
      foot={<Foot message={message} voice={voice} />}
    >
      {message.deleted_at ? (
        <Deleted message={message} />
      ) : (
        <>
          {message.reply_to && <Quoted message={message} />}
          <Said message={message} />
          <MailExtras message={message} />
        </>
      )}
    </Bubble>
  )
}

function Foot({ message, voice }: { message: Message; voice: Voice }) {
  const { time, moment } = useFormats()
  return (
    <>
      {!message.deleted_at && <EditedMark message={message} />}
      <time title={moment(message.created_at)} dateTime={message.created_at}>
        {time(message.created_at)}
      </time>
      {message.direction === 'out' && !message.is_note && !message.deleted_at && (
        <Ticks state={message.state} onBrand={voice === 'me' || voice === 'colleague'} />
      )}
    </>
  )
}

function After({ message, conversation }: { message: Message; conversation: Conversation }) {
  const me = useMe()
  const now = useMinutes()
  const channel = useChannel(conversation.channel)
  if (message.deleted_at) return null
  const { react } = offersFor({ message, standing: standingOf(conversation, me, now), me, channel, now })
  return (
    <>
      <Reactions message={message} canReact={react} />
      {wordsOf(message) && <QuickReplies content={message.content} />}
      <Amended message={message} />
      {message.state === 'failed' && <Failure message={message} conversation={conversation} />}
    </>
  )
}

function Deleted({ message }: { message: Message }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const at = message.deleted_at ? moment(message.deleted_at) : ''
  return (
    <p className="flex items-center gap-1.5 italic opacity-85" title={t`Apagada em ${at}`}>
      <Ban size={13} aria-hidden className="shrink-0" />
      {t`Mensagem apagada`}
    </p>
  )
}

function voiceOf(message: Message, viewerId: string): Voice {
  if (message.is_note) return 'note'
  const { kind, id } = message.author
  if (kind === 'attendant') return id === viewerId ? 'me' : 'colleague'
  return kind
}
