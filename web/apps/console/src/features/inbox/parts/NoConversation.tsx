import { Empty } from '@attendance/ui'
import { Trans, useLingui } from '@lingui/react/macro'
import { MessagesSquare } from 'lucide-react'
import { Keys } from '@/app/commands/Palette'

export function NoConversation() {
  const { t } = useLingui()
  return (
    <Empty icon={<MessagesSquare size={18} />} title={t`Escolha uma conversa`} className="bg-panel">
      <ul className="mt-2 space-y-1.5 text-left">
        <li className="flex gap-2">
          <Keys keys="j k" /> <Trans>próxima e anterior</Trans>
        </li>
        <li className="flex gap-2">
          <Keys keys="Mod+k" /> <Trans>todos os comandos</Trans>
        </li>
        <li className="flex gap-2">
          <Keys keys="?" /> <Trans>todos os atalhos</Trans>
        </li>
      </ul>
    </Empty>
  )
}
