import type { MessageFile } from '@attendance/api'
import { cn } from '@attendance/ui'
import { useState } from 'react'
import { AudioPlayer } from './AudioPlayer'
import { DocumentCard } from './DocumentCard'
import { BadFile, PendingFile } from './FileStates'
import { Lightbox } from './Lightbox'
import { Picture } from './Picture'
import { Video } from './Video'

interface FileGridProps {
  files: readonly MessageFile[]
  /** Whose, for the lightbox's heading. */
  author: string
}

/** The files of one message: pictures and film together in a grid, the rest below each other. */
export function FileGrid({ files, author }: FileGridProps) {
  const [openId, setOpenId] = useState<string | null>(null)
  const shown = files.filter((file) => !file.is_inline)
  const views = shown.filter(isView)
  const others = shown.filter((file) => !isView(file))
  return (
    <div className="space-y-1">
      {views.length > 0 && (
        <div
          className={cn(
            '-mx-1.5 grid gap-1 overflow-hidden rounded-xl first:mt-0.5',
            views.length === 1 ? 'grid-cols-1' : 'grid-cols-2',
          )}
        >
          {views.map((file, index) => (
            <View
              key={file.id}
              file={file}
              isAlone={views.length === 1}
              isWide={views.length % 2 === 1 && views.length > 1 && index === 0}
              onOpen={() => setOpenId(file.id)}
            />
          ))}
        </div>
      )}
      {others.map((file) => (
        <Other key={file.id} file={file} />
      ))}
      {openId && (
        <Lightbox
          files={views.filter((one) => one.state === 'stored')}
          firstId={openId}
          author={author}
          onClose={() => setOpenId(null)}
        />
      )}
    </div>
  )
}

function isView(file: MessageFile): boolean {
  return (
    (file.kind === 'image' || file.kind === 'video') && (file.state === 'stored' || file.state === 'pending')
  )
}

interface ViewProps {
  file: MessageFile
  isAlone: boolean
  isWide: boolean
  onOpen: () => void
}

function View({ file, isAlone, isWide, onOpen }: ViewProps) {
  if (file.kind === 'video' && file.state === 'stored' && isAlone) return <Video file={file} />
  return <Picture file={file} isAlone={isAlone} className={isWide ? 'col-span-2' : ''} onOpen={onOpen} />
}

function Other({ file }: { file: MessageFile }) {
  if (file.state === 'pending') return <PendingFile file={file} />
  if (file.state !== 'stored') return <BadFile file={file} />
  if (file.kind === 'audio') return <AudioPlayer file={file} />
  if (file.kind === 'sticker') return <Sticker file={file} />
  return <DocumentCard file={file} />
}

function Sticker({ file }: { file: MessageFile }) {
  return (
    <img
      src={file.url ?? file.preview_url ?? ''}
      alt={file.filename ?? ''}
      width={128}
      height={128}
      loading="lazy"
      className="size-32 object-contain"
    />
  )
}
