import { useLayoutEffect, useState } from 'preact/hooks'
import type { ChatClient } from '../chat/client.ts'
import type { Chat } from '../chat/state.ts'
import type { Texts } from '../i18n/texts.ts'
import { Bubble } from './Bubble.tsx'
import { dayName, linesOf, offered, rated } from './days.ts'
import { Icon } from './Icon.tsx'
import { QuickReplies } from './QuickReplies.tsx'
import { Scrolling } from './scrolling.ts'
import type { PanelSettings } from './settings.ts'
import type { Rich } from './useRich.ts'

interface ConversationProps {
  rich: Rich | null
  chat: Chat
  client: ChatClient
  settings: PanelSettings
  texts: Texts
}

/** The messages. Stays at the end while the visitor is there, and where they are while they read back. */
export function Conversation({ rich, chat, client, settings, texts }: ConversationProps) {
  const lines = linesOf(chat.messages, chat.pending)
  const [scrolling] = useState(() => new Scrolling())
  const [missed, setMissed] = useState(0)
  const lastRead = readIndex(chat)
  const question = rated(lines)
  const [oldest, newest] = [lines[0]?.key, lines.at(-1)?.key]

  useLayoutEffect(() => {
    if (scrolling.drawn(oldest, newest)) setMissed((count) => count + 1)
  }, [scrolling, oldest, newest, chat.typing])
  const onScroll = () => {
    if (scrolling.moved()) setMissed(0)
  }
  return (
    <div class="conversation">
      <div
        class="scroller"
        role="log"
        aria-label={texts.conversation}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls by keyboard
        tabIndex={0}
        ref={(box) => scrolling.attach(box)}
        onScroll={onScroll}
      >
        {chat.hasOlder && (
          <button type="button" class="older" disabled={chat.isLoadingOlder} onClick={() => client.loadOlder()}>
            {texts.older}
          </button>
        )}
        {settings.greeting && !chat.hasOlder && <p class="greeting">{settings.greeting}</p>}
        <ol>
          {lines.map((line, index) => (
            <li key={line.key} class={line.startsRun ? 'run' : ''}>
              {/* oxlint-disable-next-line react/purity -- "today" changes once a day */}
              {line.startsDay && <h2 class="day">{dayName(line.at, new Date(), settings.locale, texts)}</h2>}
              <Bubble
                rich={rich}
                client={client}
                line={line}
                isRead={line.message !== null && index <= lastRead}
                isLast={index === lines.length - 1}
                locale={settings.locale}
                texts={texts}
                onRetry={(id) => client.retry(id)}
              />
            </li>
          ))}
        </ol>
        {rich && question ? (
          <rich.Rating key={question.id} question={question} client={client} />
        ) : (
          <QuickReplies options={offered(lines)} client={client} texts={texts} />
        )}
        {chat.typing && (
          <p class="typing">
            <span class="dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span class="unseen">{texts.typing(chat.typing.name || texts.bot)}</span>
          </p>
        )}
      </div>
      {missed > 0 && (
        <button type="button" class="missed" onClick={() => scrolling.toEnd()}>
          <Icon name="down" /> {texts.newMessages(missed)}
        </button>
      )}
    </div>
  )
}

/** Place of the visitor's newest message that somebody has read; -1 when none. */
const readIndex = ({ messages, state }: Chat) => messages.findIndex((message) => message.id === state.read_message_id)
