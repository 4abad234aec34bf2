import type { Conversation, MessageTemplate } from '@attendance/api'
import { Dialog } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { TemplateForm } from './parts/TemplateForm'
import { TemplateList } from './parts/TemplateList'

/** Choose an approved template, fill it in, send it: by keyboard from the first letter to the last. */
export function TemplateDialog({
  conversation,
  onClose,
}: {
  conversation: Conversation
  onClose: () => void
}) {
  const { t } = useLingui()
  const [chosen, setChosen] = useState<MessageTemplate | null>(null)
  const { name } = conversation.contact
  return (
    <Dialog
      title={t`Enviar modelo`}
      description={t`Textos já aprovados: podem ser enviados a ${name} a qualquer momento.`}
      closeLabel={t`Fechar`}
      size="lg"
      onClose={onClose}
    >
      {chosen ? (
        <TemplateForm
          conversation={conversation}
          template={chosen}
          onBack={() => setChosen(null)}
          onSent={onClose}
        />
      ) : (
        <TemplateList inboxId={conversation.inbox_id} onChoose={setChosen} />
      )}
    </Dialog>
  )
}
