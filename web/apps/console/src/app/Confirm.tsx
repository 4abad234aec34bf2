import { Button, Dialog } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'

interface ConfirmProps {
  title: string
  action: string
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

/** Asked only before what can't be undone. */
export function Confirm({ title, action, onConfirm, onClose, children }: ConfirmProps) {
  const { t } = useLingui()
  return (
    <Dialog
      title={title}
      closeLabel={t`Fechar`}
      size="sm"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button
            look="danger"
            onClick={() => {
              onConfirm()
              onClose()
            }}
          >
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
