import type { Inbox } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Confirm } from '@/app/Confirm'
import { showProblem } from '@/app/showProblem'
import { deleteInbox } from '../api'

export function DeleteInbox({ inbox, onDone }: { inbox: Inbox; onDone: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const { mutate: remove } = useMutation({
    mutationFn: () => deleteInbox(inbox.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['inboxes'] })
      onDone()
    },
    onError: showProblem,
  })
  return (
    <>
      <Button
        look="quiet"
        icon={<Trash2 size={14} />}
        className="mr-auto text-danger"
        onClick={() => setIsAsking(true)}
      >
        {t`Excluir`}
      </Button>
      {isAsking && (
        <Confirm
          title={t`Excluir ${inbox.name}?`}
          action={t`Excluir canal`}
          onConfirm={remove}
          onClose={() => setIsAsking(false)}
        >
          {t`Mensagens deste canal deixam de chegar e as credenciais são apagadas. Isso não pode ser desfeito.`}
        </Confirm>
      )}
    </>
  )
}
