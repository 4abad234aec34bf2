import type { ChannelInfo, Conversation } from '@attendance/api'
import { IconButton, Menu, MenuItem } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ContactRound, MapPin } from 'lucide-react'
import { useState } from 'react'
import { ShareContact } from './ShareContact'
import { SharePlace } from './SharePlace'

interface ShareMenuProps {
  conversation: Conversation
  channel: ChannelInfo | undefined
}

/** A place or somebody's number, where the channel has messages of that kind. */
export function ShareMenu({ conversation, channel }: ShareMenuProps) {
  const { t } = useLingui()
  const [shared, setShared] = useState<'location' | 'contacts' | null>(null)
  const shares = channel?.shares ?? []
  if (shares.length === 0) return null
  const close = () => setShared(null)
  return (
    <>
      <Menu
        side="top"
        align="start"
        trigger={<IconButton label={t`Enviar localização ou contato`} icon={<MapPin size={16} />} />}
      >
        {shares.includes('location') && (
          <MenuItem icon={<MapPin size={16} />} onChoose={() => setShared('location')}>
            {t`Localização`}
          </MenuItem>
        )}
        {shares.includes('contacts') && (
          <MenuItem icon={<ContactRound size={16} />} onChoose={() => setShared('contacts')}>
            {t`Contato`}
          </MenuItem>
        )}
      </Menu>
      {shared === 'location' && <SharePlace conversationId={conversation.id} onClose={close} />}
      {shared === 'contacts' && <ShareContact conversationId={conversation.id} onClose={close} />}
    </>
  )
}
