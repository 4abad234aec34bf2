import type { MessageFile } from '@attendance/api'
import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ImageOff, Play } from 'lucide-react'
import { useState } from 'react'
import { clockText } from '../sizes'

const MOST_PX = 320
const LEAST_PX = 96

interface PictureProps {
  file: MessageFile
  isAlone: boolean
  className?: string
  onOpen: () => void
}

/** A picture, or a film's, with its room kept before it is there: nothing jumps when it comes. */
export function Picture({ file, isAlone, className, onOpen }: PictureProps) {
  const { t } = useLingui()
  const [hasFailed, setHasFailed] = useState(false)
  const source = file.preview_url ?? (file.kind === 'image' ? file.url : null)
  const isFilm = file.kind === 'video'
  const name = file.filename ?? (isFilm ? t`Vídeo` : t`Imagem`)
  if (file.state === 'pending') {
    return (
      <div
        role="status"
        aria-label={t`Recebendo ${name}`}
        className={cn('animate-pulse bg-black/10 dark:bg-white/10', !isAlone && 'aspect-square', className)}
        style={isAlone ? roomOf(file) : undefined}
      />
    )
  }
  return (
    <button
      type="button"
      aria-label={isFilm ? t`Abrir o vídeo ${name}` : t`Ampliar a imagem ${name}`}
      onClick={onOpen}
      className={cn(
        'group/picture relative block w-full max-w-full overflow-hidden bg-black/8 focus-visible:-outline-offset-2 dark:bg-white/8',
        !isAlone && (className ? 'aspect-[2/1]' : 'aspect-square'),
        className,
      )}
      style={isAlone ? roomOf(file) : undefined}
    >
      {source && !hasFailed ? (
        <img
          src={source}
          alt=""
          loading="lazy"
          draggable={false}
          onError={() => setHasFailed(true)}
          className="size-full object-cover transition-transform duration-200 group-hover/picture:scale-[1.02]"
        />
      ) : (
        <span className="grid size-full min-h-24 place-items-center opacity-60">
          <ImageOff size={24} aria-hidden />
        </span>
      )}
      {isFilm && (
        <>
          <span className="absolute inset-0 m-auto grid size-11 place-items-center rounded-full bg-black/60 text-white">
            <Play size={20} aria-hidden className="ml-0.5 fill-current" />
          </span>
          {file.duration_seconds !== null && (
            <span className="absolute bottom-1.5 left-1.5 rounded bg-black/60 px-1.5 text-2xs text-white tabular-nums">
              {clockText(file.duration_seconds)}
            </span>
          )}
        </>
      )}
    </button>
  )
}

/** Its own proportions, within what a bubble may take. */
function roomOf({ width, height }: MessageFile): React.CSSProperties {
  if (!width || !height) return { width: 240, aspectRatio: '4 / 3' }
  const scale = Math.min(1, MOST_PX / width, MOST_PX / height)
  const shown = Math.max(LEAST_PX, Math.round(width * scale))
  const ratio = Math.min(Math.max(width / height, 0.5), 3)
  return { width: shown, aspectRatio: String(ratio) }
}
