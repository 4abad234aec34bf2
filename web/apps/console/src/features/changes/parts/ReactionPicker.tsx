import type { ChannelInfo, Message } from '@attendance/api'
import { IconButton, Popover } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { SmilePlus } from 'lucide-react'
import { useState } from 'react'
import { react } from '../api'
import { offered } from '../emoji'

/** A few emoji, no more than people use; those that the channel takes. */
export function ReactionPicker({ message, channel }: { message: Message; channel: ChannelInfo }) {
  const { t } = useLingui()
  const [isOpen, setIsOpen] = useState(false)
  const { quick, more } = offered(channel.reaction_emoji)

  function choose(emoji: string) {
    setIsOpen(false)
    void react(message, emoji)
  }
  return (
    <Popover
      label={t`Escolha uma reação`}
      className="w-auto p-1"
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={<IconButton label={t`Reagir`} icon={<SmilePlus size={15} />} className="size-7" />}
    >
      <div className="grid max-h-64 grid-cols-6 gap-0.5 overflow-auto">
        {[...quick, ...more].map((emoji) => (
          <button
            key={emoji}
            type="button"
            onClick={() => choose(emoji)}
            className="grid size-9 place-items-center rounded-md text-xl leading-none hover:bg-raised"
          >
            {emoji}
          </button>
        ))}
      </div>
    </Popover>
  )
}
