import type { ChatFile } from '../protocol.ts'
import { words } from './words.ts'

/** Pictures, film and sound as themselves; the rest to be fetched. */
export function Files({ files }: { files: readonly ChatFile[] }) {
  return files.length > 0 ? (
    <div class="files">
      {files.map((file) => (
        <File key={file.id} file={file} />
      ))}
    </div>
  ) : null
}

function File({ file }: { file: ChatFile }) {
  const say = words()
  if (file.url === null) return <p class="document faint">📎 {file.name || say.receiving}</p>
  const size = file.width && file.height ? { width: file.width, height: file.height } : {}
  const name = file.name || say.file
  switch (file.kind) {
    case 'image':
    case 'sticker':
      return (
        <a href={file.url} target="_blank" rel="noreferrer" aria-label={`${say.open}: ${name}`}>
          <img class={file.kind} src={file.preview_url ?? file.url} alt={name} loading="lazy" {...size} />
        </a>
      )
    case 'video':
      return (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody wrote any
        <video controls playsInline preload="none" aria-label={name} poster={file.preview_url ?? undefined} src={file.playable_url ?? file.url} />
      )
    case 'audio':
      return (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody wrote down what was said
        <audio controls preload="none" aria-label={file.is_voice ? say.voice : name} src={file.playable_url ?? file.url} />
      )
    case 'document':
      return (
        <a class="document" href={file.url} target="_blank" rel="noreferrer" download={name}>
          <span>📄 {name}</span>
          {file.size_bytes !== null && <small>{sizeText(file.size_bytes)}</small>}
        </a>
      )
  }
}

function sizeText(bytes: number): string {
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB']
  return `${new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(size)} ${unit}`
}
