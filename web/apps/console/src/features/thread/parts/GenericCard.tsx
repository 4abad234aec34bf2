import type { Message } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { Contact, FileText, Image, List, MapPin, Mic, Shapes, SmilePlus, Sticker, Video } from 'lucide-react'
import { useKindNames } from '../kinds'
import { RichText } from './RichText'

const ICONS: Record<string, typeof Image> = {
  image: Image,
  audio: Mic,
  video: Video,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contacts: Contact,
  interactive: List,
  reaction: SmilePlus,
}

/** A message that is more than words: what it is, its words if any, and the data as it came. Nothing is lost. */
export function GenericCard({ message }: { message: Message }) {
  const { t } = useLingui()
  const kindNames = useKindNames()
  const Icon = ICONS[message.kind] ?? Shapes
  const hasContent = Object.keys(message.content).length > 0
  return (
    <div className="min-w-48 space-y-1 py-0.5">
      <div className="flex items-center gap-2 font-medium">
        <Icon size={15} aria-hidden />
        {kindNames(message.kind)}
      </div>
      {message.text && <RichText text={message.text} />}
      {hasContent && (
        <details className="text-xs">
          <summary className="opacity-80">{t`Ver os dados recebidos`}</summary>
          <pre
            tabIndex={0}
            className="mt-1 max-h-48 overflow-auto rounded bg-black/8 p-2 font-mono text-[11px] dark:bg-white/8"
          >
            {JSON.stringify(message.content, null, 2)}
          </pre>
        </details>
      )}
    </div>
  )
}
