import type { Inbox } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CirclePause, CirclePlay } from 'lucide-react'
import { useState } from 'react'
import { Confirm } from '@/app/Confirm'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { changeInbox, refreshInboxes } from '../api'
import { DeleteInbox } from './DeleteInbox'

/** Pause, go on, delete. */
export function OnOff({ inbox }: { inbox: Inbox }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [asks, setAsks] = useState(false)
  const { mutate: change, isPending } = useMutation({
    mutationFn: (isActive: boolean) => changeInbox(inbox.id, { is_active: isActive }),
    onSettled: () => refreshInboxes(client),
    onError: showProblem,
  })
  const isChat = inbox.channel === 'webchat'
  return (
    <Section title={t`Pausar ou excluir`}>
      <p className="text-pretty text-mute">
        {isChat
          ? t`Pausado, o chat fica fechado no site. O que a equipe escreveu sai quando você retomar.`
          : t`Pausado, o canal recebe e mostra tudo, mas não envia nada. O que foi escrito sai, em ordem, quando você retomar.`}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {inbox.is_active ? (
          <Button icon={<CirclePause size={15} />} disabled={isPending} onClick={() => setAsks(true)}>
            {t`Pausar`}
          </Button>
        ) : (
          <Button
            look="primary"
            icon={<CirclePlay size={15} />}
            disabled={isPending}
            onClick={() => change(true)}
          >
            {t`Retomar`}
          </Button>
        )}
        <DeleteInbox inbox={inbox} onDone={() => void navigate({ to: '/configuracoes/canais' })} />
      </div>
      {asks && (
        <Confirm
          title={t`Pausar ${inbox.name}?`}
          action={t`Pausar canal`}
          onConfirm={() => change(false)}
          onClose={() => setAsks(false)}
        >
          {t`Clientes deixam de receber respostas por aqui até você retomar. Nenhuma mensagem se perde.`}
        </Confirm>
      )}
    </Section>
  )
}
