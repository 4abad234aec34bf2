import type { Chat } from '../chat/state.ts'
import type { Texts } from '../i18n/texts.ts'
import { Icon } from './Icon.tsx'
import type { Page } from './page.ts'
import type { PanelSettings } from './settings.ts'

interface HeaderProps {
  chat: Chat
  page: Page
  settings: PanelSettings
  texts: Texts
}

/** Whose chat this is, and who answers. */
export function Header({ chat, page, settings, texts }: HeaderProps) {
  const { answering } = chat.state
  const isPerson = answering?.kind === 'attendant'
  const shown = isPerson ? answering.name : settings.title
  return (
    <header class="header">
      <span class="face" aria-hidden="true">
        {shown.trim().slice(0, 1).toUpperCase()}
        <i class={chat.connection === 'online' ? 'dot on' : 'dot'} />
      </span>
      <div class="who">
        <h1>{settings.title}</h1>
        <p aria-live="polite">{subtitle(chat, texts)}</p>
      </div>
      {page.isEmbedded && (
        <button type="button" class="plain" aria-label={texts.close} title={texts.close} onClick={() => page.close()}>
          <Icon name="close" />
        </button>
      )}
    </header>
  )
}

function subtitle({ connection, state, messages }: Chat, texts: Texts): string {
  if (connection === 'connecting' && messages.length === 0) return texts.connecting
  if (state.answering?.kind === 'attendant') return texts.answeredBy(state.answering.name)
  if (state.answering?.kind === 'bot') return state.answering.name || texts.bot
  return ''
}
