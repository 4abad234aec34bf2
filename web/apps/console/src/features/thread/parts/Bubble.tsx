import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Bot, StickyNote } from 'lucide-react'
import type { ReactNode } from 'react'

export type Voice = 'contact' | 'me' | 'colleague' | 'bot' | 'system' | 'note'

const LOOKS: Record<Voice, string> = {
  contact: 'bg-bubble-in',
  me: 'bg-bubble-out text-on-bubble-out',
  colleague: 'bg-bubble-out text-on-bubble-out',
  bot: 'bg-bubble-bot',
  system: 'bg-raised text-mute',
  note: 'border border-note-line bg-note text-note-ink',
}

interface BubbleProps {
  voice: Voice
  author: string
  isFirst: boolean
  isLast?: boolean
  isFaint?: boolean
  foot: ReactNode
  /** Below the bubble: why it failed, and the way out. */
  after?: ReactNode
  /** Beside the bubble: what can be done with it. */
  tools?: ReactNode
  children: ReactNode
}

/** Words in the colour of who said them: customers left, our side right, notes yellow across. */
export function Bubble({
  voice,
  author,
  isFirst,
  isLast,
  isFaint,
  foot,
  after,
  tools,
  children,
}: BubbleProps) {
  const isOurs = voice !== 'contact'
  return (
    <article
      aria-label={author}
      className={cn('flex flex-col', isOurs ? 'items-end' : 'items-start', isFirst ? 'pt-2' : 'pt-0.5')}
    >
      {isFirst && <Byline voice={voice} author={author} />}
      <div className={cn('group/bubble flex w-full items-center gap-1', isOurs && 'flex-row-reverse')}>
        <div
          className={cn(
            'relative max-w-[min(85%,560px)] min-w-0 rounded-2xl px-3 py-1.5 text-sm',
            LOOKS[voice],
            isLast && (isOurs ? 'rounded-br-md' : 'rounded-bl-md'),
            isFaint && 'opacity-75',
          )}
        >
          {children}
          <div className="-mb-0.5 flex items-center justify-end gap-1 pl-6 text-[10px] leading-4 tabular-nums opacity-85">
            {foot}
          </div>
        </div>
        {tools}
      </div>
      {after}
    </article>
  )
}

function Byline({ voice, author }: { voice: Voice; author: string }) {
  const { t } = useLingui()
  if (voice === 'contact' || voice === 'me') return null
  return (
    <div
      className={cn(
        'mb-0.5 flex max-w-full items-center gap-1 px-1 text-2xs font-medium',
        voice === 'bot' ? 'text-bot-text' : voice === 'note' ? 'text-note-ink' : 'text-mute',
      )}
    >
      {voice === 'bot' && <Bot size={12} aria-hidden />}
      {voice === 'note' && <StickyNote size={12} aria-hidden />}
      <span className="truncate">
        {voice === 'note' ? t`Nota interna · ${author}` : voice === 'bot' ? t`${author} · bot` : author}
      </span>
    </div>
  )
}
