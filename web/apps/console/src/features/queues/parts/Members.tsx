import type { Member, MemberPatch } from '@attendance/api'
import { Avatar, Button, Dialog, IconButton, Input, Switch, Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { addMember, changeMember, membersQuery, removeMember } from '../api'
import { PeopleBoxes } from './PeopleBoxes'

/** Who works this queue, and how much each takes. */
export function Members({ queueId }: { queueId: string }) {
  const { t } = useLingui()
  const query = useQuery(membersQuery(queueId))
  const [isAdding, setIsAdding] = useState(false)
  return (
    <Section
      title={t`Atendentes`}
      description={t`A capacidade é quantas conversas cada um atende ao mesmo tempo nesta fila.`}
      actions={<Button size="sm" icon={<UserPlus size={14} />} onClick={() => setIsAdding(true)}>{t`Adicionar`}</Button>}
    >
      <Loaded query={query}>
        {(members) => (members.length === 0 ? <p className="text-mute">{t`Nenhum atendente ainda: as conversas desta fila ficam esperando.`}</p> : <MemberTable members={members} />)}
      </Loaded>
      {isAdding && <AddMembers queueId={queueId} members={query.data ?? []} onClose={() => setIsAdding(false)} />}
    </Section>
  )
}

function useMemberChange(queueId: string) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['queues'] })
  const change = useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: MemberPatch }) => changeMember(queueId, id, patch),
    onError: showProblem,
    onSettled: refresh,
  })
  const remove = useMutation({ mutationFn: (id: string) => removeMember(queueId, id), onError: showProblem, onSettled: refresh })
  return { change: change.mutate, remove: remove.mutate }
}

function MemberTable({ members }: { members: readonly Member[] }) {
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
            if (capacity >= 1 && capacity !== member.max_conversations) change({ id, patch: { max_conversations: capacity } })
          }}
        />
      </Td>
      <Td>
        <Switch label={t`${name} ativo nesta fila`} isOn={member.is_active} onChange={(isActive) => change({ id, patch: { is_active: isActive } })} />
      </Td>
      <Td className="text-right">
        <IconButton label={t`Remover ${name}`} icon={<Trash2 size={15} />} onClick={() => remove(id)} />
      </Td>
    </tr>
  )
}

function AddMembers({ queueId, members, onClose }: { queueId: string; members: readonly Member[]; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<string[]>([])

  async function add() {
    try {
      for (const userId of chosen) await addMember(queueId, { user_id: userId })
      onClose()
    } catch (problem) {
      showProblem(problem)
    }
    await client.invalidateQueries({ queryKey: ['queues'] })
  }

  return (
    <Dialog
      title={t`Adicionar atendentes`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button look="primary" disabled={chosen.length === 0} onClick={() => void add()}>{t`Adicionar`}</Button>
        </>
      }
    >
      <PeopleBoxes chosen={chosen} onChange={setChosen} without={new Set(members.map((member) => member.user_id))} />
    </Dialog>
  )
}
