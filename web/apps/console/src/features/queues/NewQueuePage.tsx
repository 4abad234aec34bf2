import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { toast } from 'sonner'
import { Page, Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { createQueue } from './api'
import { EMPTY_DRAFT, newQueueOf, type QueueDraft } from './draft'
import { PeopleBoxes } from './parts/PeopleBoxes'
import { QueueForm } from './parts/QueueForm'

export function NewQueuePage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: (draft: QueueDraft) => createQueue(newQueueOf(draft)),
    onSuccess: async (queue) => {
      await client.invalidateQueries({ queryKey: ['queues'] })
      toast.success(t`Fila ${queue.name} criada`)
      await navigate({ to: '/configuracoes/filas' })
    },
    onError: showProblem,
  })
  return (
    <Page title={t`Nova fila`} back={{ to: '/configuracoes/filas' }} isNarrow>
      <QueueForm
        start={EMPTY_DRAFT}
        queueId={null}
        submitLabel={t`Criar Fila`}
        isBusy={isPending}
        onSubmit={mutate}
        people={(draft, change) => (
          <Section title={t`Usuários (atendentes)`} description={t`Quem recebe as conversas desta fila.`}>
            <PeopleBoxes chosen={draft.userIds} onChange={(userIds) => change({ userIds })} />
          </Section>
        )}
      />
    </Page>
  )
}
