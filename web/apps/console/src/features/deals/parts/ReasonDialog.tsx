import type { Deal } from '@attendance/api'
import { Button, Dialog, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'

interface ReasonDialogProps {
  deal: Deal
  kind: 'won' | 'lost'
  onAnswer: (reason: string | null) => void
}

/** Why it was won or lost; an empty answer is one, null takes the move back. */
export function ReasonDialog({ deal, kind, onAnswer }: ReasonDialogProps) {
  const { t } = useLingui()
  const [reason, setReason] = useState('')
  const isLost = kind === 'lost'
  return (
    <Dialog
      size="sm"
      title={isLost ? t`Por que o negócio foi perdido?` : t`Negócio ganho!`}
      description={deal.name}
      closeLabel={t`Fechar`}
      onClose={() => onAnswer(null)}
      footer={
        <>
          <Button onClick={() => onAnswer(null)}>{t`Cancelar`}</Button>
          <Button look="primary" onClick={() => onAnswer(reason.trim())}>
            {isLost ? t`Marcar como perdido` : t`Marcar como ganho`}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onAnswer(reason.trim())
        }}
      >
        <Field
          label={isLost ? t`Motivo` : t`O que convenceu o cliente? (opcional)`}
          hint={isLost ? t`Preço, prazo, escolheu outro…` : t`Preço, atendimento, indicação…`}
        >
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
        <button type="submit" hidden aria-label={t`Confirmar`} />
      </form>
    </Dialog>
  )
}
