import {
  Button,
  Dialog,
  Field,
  IconButton,
  Input,
  Menu,
  MenuItem,
  MenuLabel,
  MenuLine,
  Switch,
} from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Bookmark, ChevronDown, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import { attempt, deleteView, saveView, ticketCountsQuery, ticketViewsQuery } from '../api'
import { isSameSearch, searchOf, type TicketSearch } from '../filter'

interface ViewMenuProps {
  search: TicketSearch
  onChoose: (search: TicketSearch) => void
  mayShare: boolean
}

/** Lists that are always there, saved ones, and a way to save this one. */
export function ViewMenu({ search, onChoose, mayShare }: ViewMenuProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { data: views = [] } = useQuery(ticketViewsQuery)
  const { data: counts } = useQuery(ticketCountsQuery)
  const [isSaving, setIsSaving] = useState(false)
  const unsolved = ['open', 'in_progress', 'pending'] as TicketSearch['status'] & {}
  const fixed: { name: string; search: TicketSearch; count: number | undefined }[] = [
    { name: t`Todos`, search: {}, count: undefined },
    {
      name: t`A resolver`,
      search: { status: unsolved },
      count: counts && counts.open + counts.in_progress + counts.pending,
    },
    { name: t`Meus`, search: { status: unsolved, who: 'me' }, count: counts?.mine },
    { name: t`Sem responsável`, search: { status: unsolved, who: 'none' }, count: counts?.unassigned },
    { name: t`Urgentes`, search: { status: unsolved, priority: ['urgent'] }, count: counts?.urgent },
  ]
  const current =
    fixed.find((one) => isSameSearch(one.search, search))?.name ??
    views.find((one) => isSameSearch(searchOf(one.wanted), search))?.name ??
    t`Lista filtrada`
  const saved = views.find((one) => one.is_mine && isSameSearch(searchOf(one.wanted), search))
  async function remove(id: string) {
    await attempt(() => deleteView(id))
    await client.invalidateQueries({ queryKey: ticketViewsQuery.queryKey })
  }
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button icon={<Bookmark size={15} />}>
            <span className="max-w-40 truncate">{current}</span>
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
      >
        {fixed.map((one) => (
          <MenuItem key={one.name} isChosen={one.name === current} onChoose={() => onChoose(one.search)}>
            {one.count ? `${one.name} (${one.count})` : one.name}
          </MenuItem>
        ))}
        {views.length > 0 && <MenuLine />}
        {views.length > 0 && <MenuLabel>{t`Listas salvas`}</MenuLabel>}
        {views.map((one) => (
          <MenuItem
            key={one.id}
            icon={one.is_shared ? <Users size={14} /> : undefined}
            isChosen={one.name === current}
            onChoose={() => onChoose(searchOf(one.wanted))}
          >
            {one.name}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem onChoose={() => setIsSaving(true)}>{t`Salvar esta lista…`}</MenuItem>
      </Menu>
      {saved && (
        <IconButton
          label={t`Excluir a lista salva`}
          icon={<Trash2 size={15} />}
          onClick={() => void remove(saved.id)}
        />
      )}
      {isSaving && <SaveDialog search={search} mayShare={mayShare} onClose={() => setIsSaving(false)} />}
    </>
  )
}

function SaveDialog({
  search,
  mayShare,
  onClose,
}: {
  search: TicketSearch
  mayShare: boolean
  onClose: () => void
}) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [isShared, setIsShared] = useState(false)
  async function save() {
    if (!name.trim() || !(await attempt(() => saveView(name, isShared, search)))) return
    await client.invalidateQueries({ queryKey: ticketViewsQuery.queryKey })
    onClose()
  }
  return (
    <Dialog
      title={t`Salvar lista`}
      closeLabel={t`Fechar`}
      size="sm"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button look="primary" disabled={!name.trim()} onClick={() => void save()}>{t`Salvar`}</Button>
        </>
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={t`Nome da lista`}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              maxLength={60}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {mayShare && (
          <div className="flex items-center gap-2">
            <Switch isOn={isShared} onChange={setIsShared} label={t`Mostrar para toda a equipe`} />
            <span aria-hidden>{t`Mostrar para toda a equipe`}</span>
          </div>
        )}
      </form>
    </Dialog>
  )
}
