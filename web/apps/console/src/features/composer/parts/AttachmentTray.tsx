import { cn, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ArrowLeft, ArrowRight, CircleAlert, Mic, RotateCw, X } from 'lucide-react'
import { detach, move, tryAgain, type Attachment } from '@/features/media/attachments'
import { FileIcon } from '@/features/media/parts/DocumentCard'
import { sizeText } from '@/features/media/sizes'

interface TrayProps {
  conversationId: string
  attachments: readonly Attachment[]
}

/** The files that go with the words, in their order: how far they are, why one can't go. */
export function AttachmentTray({ conversationId, attachments }: TrayProps) {
  const { t } = useLingui()
  if (attachments.length === 0) return null
  return (
    <ul aria-label={t`Arquivos a enviar`} className="flex max-h-56 flex-wrap gap-2 overflow-auto p-2 pb-0">
      {attachments.map((one, index) => (
        <Item
          key={one.id}
          conversationId={conversationId}
          attachment={one}
          isFirst={index === 0}
          isLast={index === attachments.length - 1}
        />
      ))}
    </ul>
  )
}

interface ItemProps {
  conversationId: string
  attachment: Attachment
  isFirst: boolean
  isLast: boolean
}

function Item({ conversationId, attachment, isFirst, isLast }: ItemProps) {
  const { t, i18n } = useLingui()
  const { id, name, size, status, progress, problem } = attachment
  const isBad = status === 'failed' || status === 'refused'
  const percent = Math.round(progress * 100)
  return (
    <li
      className={cn(
        'group/item relative flex w-60 max-w-full items-center gap-2 rounded-lg border bg-panel p-1.5 text-ink',
        isBad ? 'border-danger' : 'border-line',
      )}
    >
      <Thumb attachment={attachment} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-xs font-medium" title={name}>
          {attachment.isVoice ? t`Mensagem de voz` : name}
        </span>
        {isBad ? (
          <span role="alert" className="flex items-start gap-1 text-2xs text-danger">
            <CircleAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
            {problem}
          </span>
        ) : (
          <span className="block text-2xs text-mute tabular-nums">
            {status === 'uploading' ? `${percent}% · ` : ''}
            {sizeText(size, i18n.locale)}
          </span>
        )}
        {status === 'uploading' && (
          <span
            role="progressbar"
            aria-label={t`Enviando ${name}`}
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
            className="mt-0.5 block h-1 overflow-hidden rounded-full bg-raised"
          >
            <span
              className="block h-full bg-brand transition-[width]"
              style={{ width: `${Math.max(4, percent)}%` }}
            />
          </span>
        )}
      </span>
      <span className="flex shrink-0 flex-col">
        <IconButton
          label={status === 'uploading' ? t`Cancelar o envio de ${name}` : t`Remover ${name}`}
          icon={<X size={14} />}
          className="size-6"
          onClick={() => detach(conversationId, id)}
        />
        {status === 'failed' && (
          <IconButton
            label={t`Tentar de novo com ${name}`}
            icon={<RotateCw size={13} />}
            className="size-6"
            onClick={() => tryAgain(conversationId, id)}
          />
        )}
      </span>
      {!(isFirst && isLast) && (
        <span className="absolute -bottom-1 left-1 flex rounded-md bg-panel opacity-0 shadow-sm group-hover/item:opacity-100 focus-within:opacity-100">
          {!isFirst && (
            <IconButton
              label={t`Mover ${name} para antes`}
              icon={<ArrowLeft size={12} />}
              className="size-5"
              onClick={() => move(conversationId, id, -1)}
            />
          )}
          {!isLast && (
            <IconButton
              label={t`Mover ${name} para depois`}
              icon={<ArrowRight size={12} />}
              className="size-5"
              onClick={() => move(conversationId, id, 1)}
            />
          )}
        </span>
      )}
    </li>
  )
}

function Thumb({ attachment }: { attachment: Attachment }) {
  if (attachment.preview && attachment.kind === 'image') {
    return <img src={attachment.preview} alt="" className="size-11 shrink-0 rounded object-cover" />
  }
  if (attachment.preview) {
    return (
      <video
        src={attachment.preview}
        muted
        preload="metadata"
        className="size-11 shrink-0 rounded object-cover"
      />
    )
  }
  return (
    <span className="grid size-11 shrink-0 place-items-center rounded bg-raised text-mute">
      {attachment.isVoice ? (
        <Mic size={20} aria-hidden />
      ) : (
        <FileIcon file={{ kind: attachment.kind, mime_type: attachment.type }} size={20} />
      )}
    </span>
  )
}
