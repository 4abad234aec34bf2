import { marked } from '@attendance/i18n/marks'
import { Fragment } from 'preact'
import type { Texts } from '../i18n/texts.ts'
import { pieces, type Line } from './days.ts'

interface BubbleProps {
  line: Line
  isRead: boolean
  isLast: boolean
  locale: string
  texts: Texts
  onRetry: (clientId: string) => void
}

export function Bubble({ line, isRead, isLast, locale, texts, onRetry }: BubbleProps) {
  if (line.author === 'system') return <p class="notice">{line.text}</p>
  // A menu without a question is its options alone, which stand below.
  if (line.text === '' && line.message?.options.length) return null
  const isMine = line.author === 'visitor'
  const { pending } = line
  return (
    <article class={isMine ? 'bubble mine' : `bubble ${line.author}`}>
      {line.startsRun && !isMine && <h3>{line.name || texts.bot}</h3>}
      {isMine && <h3 class="unseen">{texts.you}</h3>}
      <p class="text">
        {pieces(line.text).map((piece, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the pieces of a text never move
          <Fragment key={index}>{piece.href === null ? <Words text={piece.text} /> : <Link href={piece.href} />}</Fragment>
        ))}
      </p>
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

const TAGS = { '*': 'strong', _: 'em', '~': 's' } as const

function Words({ text }: { text: string }) {
  return (
    <>
      {marked(text).map((piece, index) => {
        const Tag = piece.mark === null ? Fragment : TAGS[piece.mark]
        // oxlint-disable-next-line react/no-array-index-key -- the pieces of a text never move
        return <Tag key={index}>{piece.text}</Tag>
      })}
    </>
  )
}

function Link({ href }: { href: string }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
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
