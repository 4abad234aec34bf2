import type { MessageFile } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { Download, File, FileArchive, FileSpreadsheet, FileText, FileVideo } from 'lucide-react'
import { sizeText } from '../sizes'

/** What it is, its name in full, how big: a click fetches it. */
export function DocumentCard({ file }: { file: MessageFile }) {
  const { t, i18n } = useLingui()
  const name = file.filename ?? t`Arquivo`
  const size = file.size_bytes === null ? '' : sizeText(file.size_bytes, i18n.locale)
  const facts = [endingOf(name), size].filter(Boolean).join(' · ')
  return (
    <a
      href={`${file.url ?? ''}?download=1`}
      download={name}
      aria-label={t`Baixar ${name} (${facts})`}
      className="-mx-1 flex w-72 max-w-full items-center gap-2.5 rounded-lg bg-current/8 px-2.5 py-2 hover:bg-current/14"
    >
      <FileIcon file={file} size={26} />
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 font-medium break-all">{name}</span>
        <span className="block text-2xs uppercase">{facts}</span>
      </span>
      <Download size={16} aria-hidden className="shrink-0 opacity-80" />
    </a>
  )
}

interface FileIconProps {
  file: Pick<MessageFile, 'kind' | 'mime_type'>
  size: number
}

/** What kind of document it is, at a glance. */
export function FileIcon({ file: { kind, mime_type: type }, size }: FileIconProps) {
  const look = { size, strokeWidth: 1.6, 'aria-hidden': true, className: 'shrink-0' }
  if (kind === 'video') return <FileVideo {...look} />
  if (type === null) return <File {...look} />
  if (/zip|rar|7z|tar|compressed/.test(type)) return <FileArchive {...look} />
  if (/sheet|excel|csv/.test(type)) return <FileSpreadsheet {...look} />
  return /pdf|text|word|document/.test(type) ? <FileText {...look} /> : <File {...look} />
}

function endingOf(name: string): string {
  const ending = name.includes('.') ? name.split('.').at(-1)! : ''
  return ending.length <= 5 ? ending : ''
}
