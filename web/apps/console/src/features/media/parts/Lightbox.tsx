import type { MessageFile } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useZoom } from '../useZoom'

interface LightboxProps {
  files: readonly MessageFile[]
  firstId: string
  author: string
  onClose: () => void
}

/** Pictures and film over the whole window: arrows go on, + − 0 zoom, a drag moves, Escape closes. */
export function Lightbox({ files, firstId, author, onClose }: LightboxProps) {
  const { t } = useLingui()
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      files.findIndex((one) => one.id === firstId),
    ),
  )
  const { zoom, view, change, reset } = useZoom()
  const file = files[at]
  if (!file) return null
  const name = file.filename ?? (file.kind === 'video' ? t`Vídeo` : t`Imagem`)
  const isMany = files.length > 1
  const number = at + 1

  function go(by: number) {
    setAt((at + by + files.length) % files.length)
    reset()
  }
  function press(event: KeyboardEvent) {
    const does: Record<string, () => void> = {
      ...(isMany ? { ArrowLeft: () => go(-1), ArrowRight: () => go(1) } : {}),
      '+': () => change(1.5),
      '=': () => change(1.5),
      '-': () => change(1 / 1.5),
      '0': reset,
    }
    const act = does[event.key]
    if (!act || (file?.kind === 'video' && event.target instanceof HTMLVideoElement)) return
    event.preventDefault()
    act()
  }

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/85" />
        <Dialog.Content
          aria-describedby={undefined}
          onKeyDown={press}
          className="fixed inset-0 z-50 flex flex-col text-white outline-none"
        >
          <header className="flex items-center gap-1 bg-black/40 py-2 pr-2 pl-4">
            <Dialog.Title className="min-w-0 flex-1 truncate text-sm font-medium">
              {name}
              <span className="ml-2 font-normal opacity-75">{author}</span>
            </Dialog.Title>
            {isMany && (
              <span className="px-2 text-xs tabular-nums opacity-85">{t`${number} de ${files.length}`}</span>
            )}
            {file.kind === 'image' && (
              <>
                <Tool label={t`Diminuir`} onClick={() => change(1 / 1.5)} icon={<ZoomOut size={18} />} />
                <Tool label={t`Aumentar`} onClick={() => change(1.5)} icon={<ZoomIn size={18} />} />
              </>
            )}
            <a
              href={`${file.url ?? ''}?download=1`}
              download={name}
              aria-label={t`Baixar ${name}`}
              className="grid size-9 place-items-center rounded-md hover:bg-white/15"
            >
              <Download size={18} aria-hidden />
            </a>
            <Dialog.Close
              aria-label={t`Fechar`}
              className="grid size-9 place-items-center rounded-md hover:bg-white/15"
            >
              <X size={20} aria-hidden />
            </Dialog.Close>
          </header>
          <div className="relative min-h-0 flex-1 overflow-hidden" {...view}>
            {file.kind === 'video' ? (
              <Film file={file} />
            ) : (
              <img
                key={file.id}
                src={file.url ?? file.preview_url ?? ''}
                alt={name}
                draggable={false}
                className="absolute inset-0 m-auto max-h-full max-w-full object-contain select-none"
                style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
              />
            )}
            {isMany && (
              <>
                <Side
                  label={t`Anterior`}
                  side="left-2"
                  onClick={() => go(-1)}
                  icon={<ChevronLeft size={24} />}
                />
                <Side
                  label={t`Próxima`}
                  side="right-2"
                  onClick={() => go(1)}
                  icon={<ChevronRight size={24} />}
                />
              </>
            )}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Film({ file }: { file: MessageFile }) {
  return (
    <video
      key={file.id}
      controls
      playsInline
      src={file.playable_url ?? file.url ?? ''}
      poster={file.preview_url ?? undefined}
      className="absolute inset-0 m-auto max-h-full max-w-full"
    >
      <track kind="captions" />
    </video>
  )
}

interface ToolProps {
  label: string
  icon: ReactNode
  onClick: () => void
}

function Tool({ label, icon, onClick }: ToolProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="grid size-9 place-items-center rounded-md hover:bg-white/15"
    >
      {icon}
    </button>
  )
}

function Side({ label, icon, side, onClick }: ToolProps & { side: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className={`absolute inset-y-0 my-auto grid size-11 place-items-center rounded-full bg-black/50 hover:bg-black/75 ${side}`}
    >
      {icon}
    </button>
  )
}
