import type { Deal } from '@attendance/api'
import { Button, Dialog, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'

/** Why it was lost; an empty answer is one, null takes the move back. */
export function ReasonDialog({ deal, onAnswer }: { deal: Deal; onAnswer: (reason: string | null) => void }) {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  return (
    <Dialog
      size="sm"
      title={t`Por que o negócio foi perdido?`}
      description={deal.name}
      closeLabel={t`Fechar`}
      onClose={() => onAnswer(null)}
      footer={
        <>
          <Button onClick={() => onAnswer(null)}>{t`Cancelar`}</Button>
          <Button look="primary" onClick={() => onAnswer(reason.trim())}>{t`Marcar como perdido`}</Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onAnswer(reason.trim())
        }}
      >
        <Field label={t`Motivo`} hint={t`Preço, prazo, escolheu outro…`}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
