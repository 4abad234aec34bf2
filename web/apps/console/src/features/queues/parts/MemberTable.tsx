import type { Member, MemberPatch } from '@attendance/api'
import { Avatar, IconButton, Input, Switch, Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { showProblem } from '@/app/showProblem'
import { changeMember, removeMember } from '../api'

function useMemberChange(queueId: string) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['queues'] })
  const change = useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: MemberPatch }) => changeMember(queueId, id, patch),
    onError: showProblem,
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: (id: string) => removeMember(queueId, id),
    onError: showProblem,
    onSettled: refresh,
  })
  return { change: change.mutate, remove: remove.mutate }
}

export function MemberTable({ members }: { members: readonly Member[] }) {
  const { t } = useLingui()
  return (
    <Table label={t`Atendentes da fila`}>
      <thead>
        <tr>
          <Th>{t`Atendente`}</Th>
          <Th>{t`Capacidade`}</Th>
          <Th>{t`Ativo`}</Th>
          <Th>
            <span className="sr-only">{t`Ações`}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </tbody>
    </Table>
  )
}

function MemberRow({ member }: { member: Member }) {
  const { t } = useLingui()
  const { change, remove } = useMemberChange(member.queue_id)
  const { id, user_name: name } = member
  return (
    <tr>
      <Td className="min-w-52 py-2">
        <div className="flex items-center gap-2.5">
          <Avatar name={name} size="sm" />
          <span className="min-w-0">
            <span className="block max-w-64 truncate">{name}</span>
            <span className="block max-w-64 truncate text-xs text-mute">{member.user_email}</span>
          </span>
        </div>
      </Td>
      <Td>
        <Input
          type="number"
          min={1}
          max={1000}
          key={member.max_conversations}
          defaultValue={member.max_conversations}
          aria-label={t`Capacidade de ${name}`}
          className="w-20"
          onBlur={(event) => {
            const capacity = event.target.valueAsNumber
            if (capacity >= 1 && capacity !== member.max_conversations)
              change({ id, patch: { max_conversations: capacity } })
          }}
        />
      </Td>
      <Td>
        <Switch
          label={t`${name} ativo nesta fila`}
          isOn={member.is_active}
          onChange={(isActive) => change({ id, patch: { is_active: isActive } })}
        />
      </Td>
      <Td className="text-right">
        <IconButton label={t`Remover ${name}`} icon={<Trash2 size={15} />} onClick={() => remove(id)} />
      </Td>
    </tr>
  )
}
