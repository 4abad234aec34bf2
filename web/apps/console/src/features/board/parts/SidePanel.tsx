import { IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { OpenConversation } from '@/features/thread/OpenConversation'

/** The conversation of a card, within the board; on a phone over it. */
export function SidePanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLingui()
  return (
    <aside
      aria-label={t`Conversa aberta`}
      className="flex h-full w-[440px] shrink-0 flex-col border-l border-line bg-panel max-lg:fixed max-lg:inset-y-0 max-lg:right-0 max-lg:z-30 max-lg:shadow-float max-md:w-full"
    >
      <header className="flex h-10 shrink-0 items-center border-b border-line pr-1 pl-4">
        <h2 className="flex-1 font-semibold">{t`Conversa`}</h2>
        <IconButton label={t`Fechar a conversa`} icon={<X size={16} />} look="plain" onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1">
        <OpenConversation key={id} id={id} isCompact />
      </div>
    </aside>
  )
}
