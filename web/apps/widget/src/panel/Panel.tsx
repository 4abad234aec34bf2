import type { ChatClient } from '../chat/client.ts'
import type { Texts } from '../i18n/texts.ts'
import { Composer } from './Composer.tsx'
import { Conversation } from './Conversation.tsx'
import { Header } from './Header.tsx'
import type { Page } from './page.ts'
import type { PanelSettings } from './settings.ts'
import { Standing } from './Standing.tsx'
import { useChat } from './useChat.ts'
import { useRich } from './useRich.ts'

export interface PanelProps {
  client: ChatClient
  page: Page
  settings: PanelSettings
  texts: Texts
}

export function Panel({ client, page, settings, texts }: PanelProps) {
  const chat = useChat(client.store)
  const rich = useRich()
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') page.close()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes from anywhere inside
    <div class="panel" onKeyDown={closeOnEscape}>
      <Header chat={chat} page={page} settings={settings} texts={texts} />
      <main>
        <Standing chat={chat} texts={texts} />
        <Conversation rich={rich} chat={chat} client={client} settings={settings} texts={texts} />
        <Composer rich={rich} chat={chat} client={client} page={page} texts={texts} />
      </main>
    </div>
  )
}
