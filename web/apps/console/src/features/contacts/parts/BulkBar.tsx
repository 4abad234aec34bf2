import { Button, IconButton, Input, Menu, MenuItem, Popover } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Tag, UserRound, X } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { useMe } from '@/app/session'
import { useAttendants } from '@/features/attendants/api'
import { attempt, changeContacts, refreshContacts } from '../api'

/** What can be done with all that are chosen. */
export function BulkBar({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const { attendants } = useAttendants()
  const chosen = plural(ids.length, { one: '# escolhido', other: '# escolhidos' })
  const changed = plural(ids.length, { one: '# contato mudou', other: '# contatos mudaram' })
  async function apply(change: { add_tags?: string[]; remove_tags?: string[]; owner_id?: string | null }) {
    if (!(await attempt(() => changeContacts({ add_tags: [], remove_tags: [], ...change, ids })))) return
    toast.success(changed)
    await refreshContacts(client)
    onDone()
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
      <TagButton label={t`Etiquetar`} onApply={(tag) => void apply({ add_tags: [tag] })} />
      <TagButton label={t`Tirar etiqueta`} onApply={(tag) => void apply({ remove_tags: [tag] })} />
      <Menu
        side="top"
        align="start"
        trigger={<Button size="sm" icon={<UserRound size={14} />}>{t`Responsável`}</Button>}
      >
        <MenuItem onChoose={() => void apply({ owner_id: me.id })}>{t`Eu`}</MenuItem>
        {attendants
          .filter((one) => one.user_id !== me.id)
          .map((one) => (
            <MenuItem key={one.user_id} onChoose={() => void apply({ owner_id: one.user_id })}>
              {one.name}
            </MenuItem>
          ))}
        <MenuItem onChoose={() => void apply({ owner_id: null })}>{t`Ninguém`}</MenuItem>
      </Menu>
      <IconButton label={t`Desmarcar todos`} icon={<X size={15} />} onClick={onDone} />
    </div>
  )
}

function TagButton({ label, onApply }: { label: string; onApply: (tag: string) => void }) {
  const { t } = useLingui()
  const [isOpen, setIsOpen] = useState(false)
  const [tag, setTag] = useState('')
  return (
    <Popover
      label={label}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button size="sm" icon={<Tag size={14} />}>
          {label}
        </Button>
      }
    >
      <form
        className="flex gap-2 p-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (!tag.trim()) return
          setIsOpen(false)
          onApply(tag.trim())
        }}
      >
        <Input
          autoFocus
          aria-label={t`Etiqueta`}
          placeholder={t`Etiqueta`}
          maxLength={100}
          value={tag}
          onChange={(event) => setTag(event.target.value)}
        />
        <Button type="submit" look="primary" size="sm">
          {t`Aplicar`}
        </Button>
      </form>
    </Popover>
  )
}
