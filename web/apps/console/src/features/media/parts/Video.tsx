import type { MessageFile } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { playAlone } from '../playing'
import { DocumentCard } from './DocumentCard'

/** A film with its own controls; loaded when somebody plays it. */
export function Video({ file }: { file: MessageFile }) {
  const { t } = useLingui()
  const source = file.playable_url ?? (file.mime_type === 'video/mp4' ? file.url : null)
  if (!source) return <DocumentCard file={file} />
  return (
    <video
      controls
      preload="none"
      playsInline
      aria-label={file.filename ?? t`Vídeo`}
      poster={file.preview_url ?? undefined}
      onPlay={(event) => playAlone(event.currentTarget)}
      className="max-h-80 w-80 max-w-full bg-black"
      style={{ aspectRatio: file.width && file.height ? `${file.width} / ${file.height}` : '16 / 9' }}
    >
      <source src={source} />
      {/* Customers' films have no captions. */}
      <track kind="captions" />
    </video>
  )
}
