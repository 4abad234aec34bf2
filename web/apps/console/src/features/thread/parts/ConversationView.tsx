import type { Conversation } from '@attendance/api'
import { Sheet } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useCommands } from '@/app/commands/registry'
import { useLayout, useMedia, WIDE } from '@/app/layout'
import { ActionDialogs } from '@/features/actions/parts/ActionDialogs'
import { useActionCommands } from '@/features/actions/useActionCommands'
import { Composer } from '@/features/composer/Composer'
import { ContactPanel } from '@/features/contact/ContactPanel'
import { Header } from './Header'
import { MessageList } from './MessageList'
import { TransferNote } from './TransferNote'
import { ViewersBar } from './ViewersBar'

/** One conversation: who, the thread, the composer, and the customer beside it. */
export function ConversationView({
  conversation,
  isCompact = false,
}: {
  conversation: Conversation
  isCompact?: boolean
}) {
  const { t } = useLingui()
  const { isContactShown, toggle } = useLayout()
  const isWide = useMedia(WIDE) && !isCompact
  const [isSheetOpen, setIsSheetOpen] = useState(false)
  const toggleContact = () => (isWide ? toggle('isContactShown') : setIsSheetOpen((isOpen) => !isOpen))
  useActionCommands(conversation)
  useCommands([
    {
      id: 'contact',
      title: t`Mostrar ou esconder o contato`,
      group: 'conversation',
      keys: 'i',
      run: toggleContact,
    },
    {
      id: 'events',
      title: t`Mostrar ou esconder os eventos`,
      group: 'conversation',
      keys: 'h',
      run: () => toggle('areEventsShown'),
    },
  ])
  return (
    <div className="flex h-full">
      <section
        aria-label={t`Conversa com ${conversation.contact.name}`}
        className="flex min-w-0 flex-1 flex-col bg-panel"
      >
        <Header
          conversation={conversation}
          isContactShown={isWide && isContactShown}
          onToggleContact={toggleContact}
        />
        <ViewersBar conversationId={conversation.id} />
        <TransferNote conversation={conversation} />
        <MessageList conversation={conversation} />
        <Composer conversation={conversation} />
      </section>
      {isWide && isContactShown && (
        <aside
          aria-label={t`Contato`}
          className="w-[300px] shrink-0 overflow-y-auto border-l border-line bg-panel"
        >
          <ContactPanel conversation={conversation} />
        </aside>
      )}
      {!isWide && isSheetOpen && (
        <Sheet title={t`Contato`} closeLabel={t`Fechar`} onClose={() => setIsSheetOpen(false)}>
          <ContactPanel conversation={conversation} />
        </Sheet>
      )}
      <ActionDialogs conversation={conversation} />
    </div>
  )
}
