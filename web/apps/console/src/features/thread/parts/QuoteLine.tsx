import type { Message } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { wordsOf } from '@/features/changes/amendment'
import { useKindNames } from '../kinds'

/** Who said it and its beginning, with its picture where it has one. */
export function QuoteLine({ message }: { message: Message }) {
  const { t } = useLingui()
  const kindNames = useKindNames()
  const picture = message.deleted_at ? null : message.files.find((file) => file.preview_url)?.preview_url
  const [file] = message.files
  const kind = file ? kindNames(file.kind) : kindNames(message.kind)
  const words = message.deleted_at ? t`Mensagem apagada` : wordsOf(message) || (file?.filename ?? kind)
  return (
    <span className="flex items-center gap-2 border-l-2 border-current/50 pl-2 text-xs">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{message.author.name}</span>
        <span className="line-clamp-2 break-words">{words}</span>
      </span>
      {picture && <img src={picture} alt="" className="size-9 shrink-0 rounded object-cover" />}
    </span>
  )
}
