import type { LastMessage } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { Bot, Pencil, Reply } from 'lucide-react'
import { useKindNames } from '@/features/thread/kinds'
import { Ticks } from '@/features/thread/parts/Ticks'
import { snippetParts } from '../snippets'

interface PreviewProps {
  message: LastMessage | null
  snippet?: string | undefined
  draft: string
}

/** One line: an unsent draft, else the words that were searched, else the last message. */
export function Preview({ message, snippet, draft }: PreviewProps) {
  const { t } = useLingui()
  const kindNames = useKindNames()
  if (draft) {
    return (
      <span className="flex min-w-0 items-center gap-1">
        <Pencil size={12} aria-hidden className="shrink-0 text-danger" />
        <span className="shrink-0 text-danger">{t`Rascunho:`}</span>
        <span className="truncate">{draft}</span>
      </span>
    )
  }
  if (snippet) return <Snippet text={snippet} />
  if (!message) return <span className="truncate">{t`Sem mensagens ainda`}</span>
  const words = message.is_deleted ? t`Mensagem apagada` : message.text || `[${kindNames(message.kind)}]`
  return (
    <span className="flex min-w-0 items-center gap-1">
      {message.author_kind === 'bot' && (
        <Bot size={13} aria-label={t`Bot`} className="shrink-0 text-bot-text" />
      )}
      {message.author_kind === 'attendant' && <Reply size={13} aria-label={t`Equipe`} className="shrink-0" />}
      {message.direction === 'out' && <Ticks state={message.state} />}
      <span className="truncate">{words}</span>
    </span>
  )
}

/** The server marks what matched with two asterisks on both sides. */
function Snippet({ text }: { text: string }) {
  const parts = snippetParts(text)
  return (
    <span className="truncate">
      {parts.map(({ words, isMatch, at }) =>
        isMatch ? (
          <mark key={at} className="rounded-sm bg-note text-note-ink">
            {words}
          </mark>
        ) : (
          words
        ),
      )}
    </span>
  )
}
