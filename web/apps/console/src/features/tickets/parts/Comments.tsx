import type { TicketComment, TicketDetail } from '@attendance/api'
import { Avatar, Badge, Button, Segmented, Textarea, cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Lock, MessageCircleReply, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useFormats } from '@/app/formats'
import { newId } from '@/app/ids'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { AttachButton } from '@/features/composer/parts/AttachButton'
import { AttachmentTray } from '@/features/composer/parts/AttachmentTray'
import { attach, placeOfTicket, takeReady, useAttachments } from '@/features/media/attachments'
import { FileGrid } from '@/features/media/parts/FileGrid'
import { attempt, commentOn, ticketQuery } from '../api'

/** What was said about it, and room to say more: for the team, or to the customer. */
export function Comments({ detail }: { detail: TicketDetail }) {
  const { t } = useLingui()
  const me = useMe()
  const { ticket, comments, merged } = detail
  const numbers = new Map(merged.map((one) => [one.id, one.number]))
  return (
    <section aria-label={t`Comentários`}>
      {comments.length === 0 && <p className="py-2 text-mute">{t`Ainda sem comentários.`}</p>}
      <ol className="space-y-2">
        {comments.map((comment) => (
          <CommentBox
            key={comment.id}
            comment={comment}
            from={comment.ticket_id === ticket.id ? null : (numbers.get(comment.ticket_id) ?? null)}
          />
        ))}
      </ol>
      {may(me, 'tickets.write') && ticket.merged_into === null && <Writer detail={detail} />}
    </section>
  )
}

function CommentBox({ comment, from }: { comment: TicketComment; from: string | null }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const { author, text, is_public, created_at, state, files } = comment
  const name = author.kind === 'bot' ? t`Bot` : author.name
  return (
    <li
      className={cn(
        'rounded-lg border p-3',
        is_public ? 'border-line bg-panel' : 'border-note-line bg-note text-note-ink',
      )}
    >
      <div className="mb-1 flex flex-wrap items-center gap-2 text-xs">
        <Avatar name={name} size="xs" />
        <span className="min-w-0 truncate font-medium">{name}</span>
        <span className="inline-flex items-center gap-1">
          {is_public ? <MessageCircleReply size={12} aria-hidden /> : <Lock size={12} aria-hidden />}
          {is_public ? t`Enviado ao cliente` : t`Só a equipe vê`}
        </span>
        {state === 'failed' && (
          <Badge tone="danger" icon={<TriangleAlert size={12} aria-hidden />}>{t`Não foi entregue`}</Badge>
        )}
        {from && <span>{t`em ${from}`}</span>}
        <time dateTime={created_at} className="ml-auto shrink-0">
          {moment(created_at)}
        </time>
      </div>
      {text && <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>}
      {files.length > 0 && (
        <div className={cn('max-w-96', text && 'mt-2')}>
          <FileGrid files={files} author={name} />
        </div>
      )}
    </li>
  )
}

function Writer({ detail: { ticket } }: { detail: TicketDetail }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [audience, setAudience] = useState<'internal' | 'public'>('internal')
  const [isSending, setIsSending] = useState(false)
  const isPublic = audience === 'public'
  const place = placeOfTicket(ticket.session_id, ticket.id)
  const attachments = useAttachments(place)
  const isUploading = attachments.some(({ status }) => status !== 'ready')
  const isReady = !isSending && !isUploading && (text.trim() !== '' || attachments.length > 0)
  const add = (files: readonly File[]) => {
    for (const file of files) attach(place, { body: file, name: file.name })
  }

  async function send() {
    if (!isReady) return
    setIsSending(true)
    const files = attachments.flatMap(({ file }) => file?.id ?? [])
    const isDone = await attempt(() =>
      commentOn(ticket.id, { text, is_public: isPublic, client_id: newId(), files }),
    )
    setIsSending(false)
    if (!isDone) return
    setText('')
    takeReady(place)
    await client.invalidateQueries({ queryKey: ticketQuery(ticket.id).queryKey })
  }

  return (
    <div
      className={cn(
        'mt-3 rounded-lg border p-2',
        isPublic ? 'border-line bg-panel' : 'border-note-line bg-note',
      )}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        add([...event.dataTransfer.files])
      }}
    >
      <Textarea
        aria-label={isPublic ? t`Resposta ao cliente` : t`Comentário interno`}
        placeholder={isPublic ? t`Escreva ao cliente…` : t`Escreva para a equipe…`}
        rows={3}
        value={text}
        className={cn(
          'border-0 bg-transparent focus-visible:outline-1',
          isPublic ? 'placeholder:text-mute' : 'text-note-ink placeholder:text-note-ink',
        )}
        onChange={(event) => setText(event.target.value)}
        onPaste={({ clipboardData }) => add([...clipboardData.files])}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      <AttachmentTray conversationId={place} attachments={attachments} />
      <div className="flex flex-wrap items-center gap-2 pt-1">
        {may(me, 'conversations.reply') && <AttachButton channel={undefined} onFiles={add} />}
        {may(me, 'conversations.reply') && (
          <Segmented
            label={t`Quem lê`}
            value={audience}
            onChange={setAudience}
            options={[
              { value: 'internal', label: t`Só a equipe` },
              { value: 'public', label: t`Ao cliente` },
            ]}
          />
        )}
        <Button look="primary" className="ml-auto" disabled={!isReady} onClick={() => void send()}>
          {isPublic ? t`Enviar ao cliente` : t`Comentar`}
        </Button>
      </div>
    </div>
  )
}
