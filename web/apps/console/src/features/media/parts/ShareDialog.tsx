import type { NewShared } from '@attendance/api'
import { Button, Dialog } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { SendHorizontal } from 'lucide-react'
import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { newId } from '@/app/ids'
import { problemText } from '@/app/problems'
import { share } from '../sharing'

interface ShareDialogProps {
  conversationId: string
  title: string
  /** What would be sent; null while something is missing. */
  shared: Omit<NewShared, 'client_id'> | null
  onTry: () => void
  onClose: () => void
  children: ReactNode
}

/** The frame of both: fields, what went wrong, the button. */
export function ShareDialog({ conversationId, title, shared, onTry, onClose, children }: ShareDialogProps) {
  const { t } = useLingui()
  const formId = useId()
  const [clientId] = useState(newId)
  const { mutate, error, isPending } = useMutation({
    mutationFn: (body: Omit<NewShared, 'client_id'>) =>
      share(conversationId, { ...body, client_id: clientId }),
    onSuccess: onClose,
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    onTry()
    if (shared) mutate(shared)
  }

  return (
    <Dialog
      title={title}
      closeLabel={t`Fechar`}
      size="sm"
      onClose={onClose}
      footer={
        <Button
          type="submit"
          form={formId}
          look="primary"
          icon={<SendHorizontal size={14} />}
          disabled={isPending}
        >
          {t`Enviar`}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="space-y-3">
        {children}
        {error && (
          <p role="alert" className="text-danger">
            {problemText(error)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
