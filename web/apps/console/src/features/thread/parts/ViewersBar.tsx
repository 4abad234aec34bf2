import { Avatar } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { PencilLine } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { useLive } from '@/app/live'

/** Who else has this conversation open, and whether they are answering: so that nobody answers twice. */
export function ViewersBar({ conversationId }: { conversationId: string }) {
  const { t } = useLingui()
  const { list } = useFormats()
  const viewers = useLive(({ state }) => state.viewers[conversationId])
  if (!viewers?.length) return null
  const replying = viewers.filter((one) => one.is_replying)
  const isReplying = replying.length > 0
  const names = list((isReplying ? replying : viewers).map((one) => one.name))
  return (
    <div
      role="status"
      className={`flex items-center gap-2 border-b border-line px-4 py-1.5 text-xs ${isReplying ? 'bg-danger-soft text-danger' : 'bg-raised text-mute'}`}
    >
      <span className="flex -space-x-1.5">
        {viewers.slice(0, 3).map((one) => (
          <Avatar key={one.user_id} name={one.name} size="xs" className="rounded-full ring-2 ring-panel" />
        ))}
      </span>
      {isReplying && <PencilLine size={13} aria-hidden />}
      <span className="min-w-0 truncate">
        {isReplying ? t`${names} está respondendo` : t`${names} está vendo esta conversa`}
      </span>
    </div>
  )
}
