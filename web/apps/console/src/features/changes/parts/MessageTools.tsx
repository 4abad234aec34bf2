import type { Conversation, Message } from '@attendance/api'
import { cn, IconButton, Menu, MenuItem } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Copy, Ellipsis, Pencil, Reply, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { useMinutes } from '@/app/clock'
import { Confirm } from '@/app/Confirm'
import { useMe } from '@/app/session'
import { standingOf } from '@/features/composer/standing'
import { useChannel } from '@/features/media/channels'
import { aimAt } from '../aim'
import { wordsOf } from '../amendment'
import { deleteMessage } from '../api'
import { offersFor } from '../offers'
import { ReactionPicker } from './ReactionPicker'

interface MessageToolsProps {
  message: Message
  conversation: Conversation
}

/** Beside the bubble, while it is pointed at or has the focus: what can be done with the message. */
export function MessageTools({ message, conversation }: MessageToolsProps) {
  const { t } = useLingui()
  const me = useMe()
  const now = useMinutes()
  const channel = useChannel(conversation.channel)
  const [isMenuOpen, setIsMenuOpen] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const offers = offersFor({ message, standing: standingOf(conversation, me, now), me, channel, now })
  const hasWords = wordsOf(message) !== ''
  if (message.deleted_at || (!offers.reply && !offers.react && !offers.edit && !offers.remove && !hasWords))
    return null

  return (
    <div
      className={cn(
        'flex shrink-0 items-center opacity-0 transition-opacity group-hover/bubble:opacity-100 focus-within:opacity-100 has-[[data-state=open]]:opacity-100 [@media(hover:none)]:opacity-100',
        isMenuOpen && 'opacity-100',
      )}
    >
      {offers.react && channel && (
        <span className="[@media(hover:none)]:hidden">
          <ReactionPicker message={message} channel={channel} />
        </span>
      )}
      {offers.reply && (
        <IconButton
          label={t`Responder a esta mensagem`}
          icon={<Reply size={15} />}
          className="size-7 [@media(hover:none)]:hidden"
          onClick={() => aimAt('reply', message)}
        />
      )}
      <Menu
        isOpen={isMenuOpen}
        onOpenChange={setIsMenuOpen}
        trigger={
          <IconButton label={t`Mais ações da mensagem`} icon={<Ellipsis size={15} />} className="size-7" />
        }
      >
        {offers.reply && (
          <MenuItem icon={<Reply size={15} />} onChoose={() => aimAt('reply', message)}>
            {t`Responder`}
          </MenuItem>
        )}
        {hasWords && (
          <MenuItem icon={<Copy size={15} />} onChoose={() => void copy(wordsOf(message), t`Texto copiado`)}>
            {t`Copiar o texto`}
          </MenuItem>
        )}
        {offers.edit && (
          <MenuItem icon={<Pencil size={15} />} onChoose={() => aimAt('edit', message)}>
            {t`Editar`}
          </MenuItem>
        )}
        {offers.remove && (
          <MenuItem icon={<Trash2 size={15} />} isDangerous onChoose={() => setIsAsked(true)}>
            {t`Apagar`}
          </MenuItem>
        )}
      </Menu>
      {isAsked && (
        <Confirm
          title={t`Apagar esta mensagem?`}
          action={t`Apagar`}
          onClose={() => setIsAsked(false)}
          onConfirm={() => void deleteMessage(message)}
        >
          {message.sent_at
            ? t`Ela some para o cliente e para a equipe. O registro fica guardado para auditoria.`
            : t`Ela ainda não foi enviada e não será.`}
        </Confirm>
      )}
    </div>
  )
}

async function copy(text: string, done: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  toast.success(done)
}
