import { Button, IconButton, Menu, MenuItem } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Trash2, UserRound, X } from 'lucide-react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { useAttendants } from '@/features/attendants/api'
import type { TicketBulk } from '@attendance/api'
import { changeTickets } from '../api'
import { PRIORITIES, STATUSES } from '../filter'
import { useTicketWords } from '../words'

interface BulkBarProps {
  ids: readonly string[]
  onDone: () => void
}

/** What can be done with all that are chosen; each action can be undone. */
export function BulkBar({ ids, onDone }: BulkBarProps) {
  const { t } = useLingui()
  const me = useMe()
  const { statuses, priorities } = useTicketWords()
  const { attendants } = useAttendants()
  const chosen = plural(ids.length, { one: '# escolhido', other: '# escolhidos' })
  const changed = plural(ids.length, { one: '# ticket mudou', other: '# tickets mudaram' })
  const deleted = plural(ids.length, { one: '# ticket excluído', other: '# tickets excluídos' })
  async function apply(change: Omit<TicketBulk, 'ticket_ids'>, done = changed) {
    if (await changeTickets({ ...change, ticket_ids: [...ids] }, done)) onDone()
  }
  return (
    <div
      role="toolbar"
      aria-label={t`Ações para os escolhidos`}
      className="sticky bottom-3 z-20 mx-auto mt-3 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-xl border border-line bg-panel p-2 shadow-float"
    >
      <span aria-live="polite" className="px-2 text-xs font-medium tabular-nums">
        {chosen}
      </span>
      <Menu side="top" align="start" trigger={<Button size="sm">{t`Status`}</Button>}>
        {STATUSES.map((status) => (
          <MenuItem key={status} onChoose={() => void apply({ status })}>
            {statuses[status]}
          </MenuItem>
        ))}
      </Menu>
      <Menu side="top" align="start" trigger={<Button size="sm">{t`Prioridade`}</Button>}>
        {PRIORITIES.map((priority) => (
          <MenuItem key={priority} onChoose={() => void apply({ priority })}>
            {priorities[priority]}
          </MenuItem>
        ))}
      </Menu>
      <Menu
        side="top"
        align="start"
        trigger={<Button size="sm" icon={<UserRound size={14} />}>{t`Responsável`}</Button>}
      >
        <MenuItem onChoose={() => void apply({ attendant_id: me.id })}>{t`Eu`}</MenuItem>
        {may(me, 'tickets.assign') &&
          attendants
            .filter((one) => one.user_id !== me.id)
            .map((one) => (
              <MenuItem key={one.user_id} onChoose={() => void apply({ attendant_id: one.user_id })}>
                {one.name}
              </MenuItem>
            ))}
        {may(me, 'tickets.assign') && (
          <MenuItem onChoose={() => void apply({ attendant_id: null })}>{t`Ninguém`}</MenuItem>
        )}
      </Menu>
      {may(me, 'tickets.delete') && (
        <IconButton
          label={t`Excluir`}
          icon={<Trash2 size={15} />}
          onClick={() => void apply({ delete: true }, deleted)}
        />
      )}
      <IconButton label={t`Desmarcar todos`} icon={<X size={15} />} onClick={onDone} />
    </div>
  )
}
