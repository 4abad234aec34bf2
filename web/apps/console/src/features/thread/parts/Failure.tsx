import type { Conversation, Message } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { CircleAlert, LayoutTemplate, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { showProblem } from '@/app/showProblem'
import { useTemplates } from '@/features/templates/useTemplates'
import { failureWords, wantsTemplate } from '../failureWords'
import { retryMessage } from '../api'

/** Why it did not arrive, and another attempt where that can help. */
export function Failure({ message, conversation }: { message: Message; conversation: Conversation }) {
  const { t } = useLingui()
  const [isBusy, setIsBusy] = useState(false)
  const templates = useTemplates(conversation)
  const { reason } = message
  const words = reason && (failureWords(reason.code) ?? reason.message)

  async function retry() {
    setIsBusy(true)
    await retryMessage(message).catch(showProblem)
    setIsBusy(false)
  }

  return (
    <div className="mt-0.5 flex max-w-[min(85%,560px)] flex-wrap items-center justify-end gap-x-2 text-xs text-danger">
      <span className="flex items-center gap-1">
        <CircleAlert size={13} aria-hidden className="shrink-0" />
        {t`Não entregue`}
        {words && `: ${words}`}
      </span>
      {reason && wantsTemplate(reason.code) && templates.areOffered && (
        <Button
          look="quiet"
          size="sm"
          icon={<LayoutTemplate size={12} />}
          className="h-6 px-1.5 text-danger"
          onClick={templates.open}
        >
          {t`Enviar modelo`}
        </Button>
      )}
      {templates.dialog}
      {message.reason?.may_retry !== false && (
        <Button
          look="quiet"
          size="sm"
          icon={<RotateCw size={12} />}
          disabled={isBusy}
          className="h-6 px-1.5 text-danger"
          onClick={() => void retry()}
        >
          {t`Tentar de novo`}
        </Button>
      )}
    </div>
  )
}
