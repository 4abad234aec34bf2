import type { Queue } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Confirm } from '@/app/Confirm'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { changeQueue, deleteQueue, queueQuery } from './api'
import { draftOf, patchOf, type QueueDraft } from './draft'
import { Members } from './parts/Members'
import { QueueForm } from './parts/QueueForm'

export function QueuePage() {
  const { t } = useLingui()
  const id = useParams({ from: '/shell/configuracoes/filas/$id', select: (params) => params.id })
  const query = useQuery(queueQuery(id))
  return (
    <Page
      title={query.data?.name ?? t`Fila`}
      back={{ to: '/configuracoes/filas' }}
      isNarrow
      actions={query.data && <Delete queue={query.data} />}
    >
      <Loaded query={query}>{(queue) => <Edit key={queue.id} queue={queue} />}</Loaded>
    </Page>
  )
}

function Edit({ queue }: { queue: Queue }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [start, setStart] = useState(() => draftOf(queue))
  const { mutate, isPending } = useMutation({
    mutationFn: (draft: QueueDraft) => changeQueue(queue.id, patchOf(start, draft)),
    onSuccess: async (_, draft) => {
      setStart(draft)
      await client.invalidateQueries({ queryKey: ['queues'] })
      toast.success(t`Fila salva`)
    },
    onError: showProblem,
  })
  return (
    <>
      <Members queueId={queue.id} />
      <QueueForm
        start={start}
        queueId={queue.id}
        submitLabel={t`Salvar`}
        isBusy={isPending}
        onSubmit={mutate}
      />
    </>
  )
}

function Delete({ queue }: { queue: Queue }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)

  async function remove() {
    try {
      await deleteQueue(queue.id)
      await navigate({ to: '/configuracoes/filas' })
      await client.invalidateQueries({ queryKey: ['queues'] })
    } catch (problem) {
      showProblem(problem)
    }
  }

  return (
    <>
      <Button icon={<Trash2 size={14} />} onClick={() => setIsAsking(true)}>{t`Excluir`}</Button>
      {isAsking && (
        <Confirm
          title={t`Excluir a fila ${queue.name}?`}
          action={t`Excluir fila`}
          onConfirm={() => void remove()}
          onClose={() => setIsAsking(false)}
        >
          {t`Isso não pode ser desfeito. As conversas que esperam nela precisam de outra fila.`}
        </Confirm>
      )}
    </>
  )
}
