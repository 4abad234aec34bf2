import type { ChatClient } from '../chat/client.ts'
import type { Texts } from '../i18n/texts.ts'
import { BOLD, LINK, pieces, type Line } from './days.ts'
import type { Rich } from './useRich.ts'

interface BubbleProps {
  rich: Rich | null
  client: ChatClient
  line: Line
  isRead: boolean
  isLast: boolean
  locale: string
  texts: Texts
  onRetry: (clientId: string) => void
}

export function Bubble({ rich, client, line, isRead, isLast, locale, texts, onRetry }: BubbleProps) {
  if (line.author === 'system') return <p class="notice">{line.text}</p>
  const isMine = line.author === 'visitor'
  const { pending } = line
  return (
    <article class={isMine ? 'bubble mine' : `bubble ${line.author}`}>
      {line.startsRun && !isMine && <h3>{line.name || texts.bot}</h3>}
      {isMine && <h3 class="unseen">{texts.you}</h3>}
      {rich && <rich.Above line={line} client={client} texts={texts} />}
      {line.text && <p class="text">
        {pieces(line.text).map(({ text, kind }, index) =>
          // oxlint-disable-next-line react/no-array-index-key -- the pieces of a text never move
          kind === LINK ? <Link key={index} href={text} /> : kind === BOLD ? <b key={index}>{text}</b> : text,
        )}
      </p>}
      {rich && <rich.Below line={line} />}
      <footer>
        <time dateTime={line.at.toISOString()}>{timeOf(line.at, locale)}</time>
        {isMine && (pending || isRead || isLast) && <span> · {fate(line, isRead, texts)}</span>}
        {pending?.problem && (
          <button type="button" onClick={() => onRetry(pending.client_id)}>
            {texts.retry}
          </button>
        )}
      </footer>
    </article>
  )
}

function Link({ href }: { href: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer nofollow">
      {href}
    </a>
  )
}

function fate({ pending }: Line, isRead: boolean, texts: Texts): string {
  if (pending === null) return isRead ? texts.read : texts.sent
  if (pending.problem !== null) return texts.failed
  return pending.isStored ? texts.sent : texts.sending
}

const timeOf = (at: Date, locale: string) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at)
