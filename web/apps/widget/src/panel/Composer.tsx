import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChatClient } from '../chat/client.ts'
import type { Chat } from '../chat/state.ts'
import type { Texts } from '../i18n/texts.ts'
import { Icon } from './Icon.tsx'
import type { Page } from './page.ts'
import type { Rich } from './useRich.ts'

const MAX_CHARS = 4000

interface ComposerProps {
  rich: Rich | null
  chat: Chat
  client: ChatClient
  page: Page
  texts: Texts
}

/** Enter sends, Shift+Enter breaks the line. Works without a connection: what is written waits. */
export function Composer({ rich, chat, client, page, texts }: ComposerProps) {
  const [draft, setDraft] = useState('')
  const input = useRef<HTMLTextAreaElement>(null)
  const over = draft.trim().length - MAX_CHARS
  const isSendable = draft.trim() !== '' && over <= 0 && chat.refusal === null

  useLayoutEffect(() => page.onFocus(() => input.current?.focus()), [page])
  const change = (text: string) => {
    setDraft(text)
    client.typing(text.trim() !== '')
  }
  const send = () => {
    if (!isSendable) return
    if (rich?.send(client, draft.trim().toWellFormed())) return setDraft('')
    client.write(draft.trim().toWellFormed())
    setDraft('')
    input.current?.focus()
  }
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {rich && <rich.Extras client={client} isClosed={chat.refusal !== null} texts={texts} />}
      <div class="field" data-text={draft}>
        <textarea
          ref={input}
          rows={1}
          value={draft}
          aria-label={texts.placeholder}
          placeholder={texts.placeholder}
          disabled={chat.refusal !== null}
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={sendOnEnter}
        />
      </div>
      {over > 0 && (
        <p class="over" role="alert">
          {texts.tooLong(over)}
        </p>
      )}
      <button type="submit" class="send" disabled={!isSendable} aria-label={texts.send} title={texts.send}>
        <Icon name="send" />
      </button>
    </form>
  )
}
