import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { membersQuery } from '../api'
import { AddMembers } from './AddMembers'
import { MemberTable } from './MemberTable'

/** Who works this queue, and how much each takes. */
export function Members({ queueId }: { queueId: string }) {
  const { t } = useLingui()
  const query = useQuery(membersQuery(queueId))
  const [isAdding, setIsAdding] = useState(false)
  return (
    <Section
      title={t`Atendentes`}
      description={t`A capacidade é quantas conversas cada um atende ao mesmo tempo nesta fila.`}
      actions={
        <Button
          size="sm"
          icon={<UserPlus size={14} />}
          onClick={() => setIsAdding(true)}
        >{t`Adicionar`}</Button>
      }
    >
      <Loaded query={query}>
        {(members) =>
          members.length === 0 ? (
            <p className="text-mute">{t`Nenhum atendente ainda: as conversas desta fila ficam esperando.`}</p>
          ) : (
            <MemberTable members={members} />
          )
        }
      </Loaded>
      {isAdding && (
        <AddMembers queueId={queueId} members={query.data ?? []} onClose={() => setIsAdding(false)} />
      )}
    </Section>
  )
}
