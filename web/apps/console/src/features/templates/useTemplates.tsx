import type { Conversation } from '@attendance/api'
import { useState, type ReactNode } from 'react'
import { useChannel } from '@/features/media/channels'
import { TemplateDialog } from './TemplateDialog'

/** Opens the picker of templates, where the channel has them; `dialog` is to be rendered. */
export function useTemplates(conversation: Conversation): {
  areOffered: boolean
  open: () => void
  dialog: ReactNode
} {
  const channel = useChannel(conversation.channel)
  const [isOpen, setIsOpen] = useState(false)
  return {
    areOffered: channel?.has_templates ?? false,
    open: () => setIsOpen(true),
    dialog: isOpen && <TemplateDialog conversation={conversation} onClose={() => setIsOpen(false)} />,
  }
}
