import type { CheckResult } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { problemText } from '@/app/problems'
import { failureWords } from '@/features/thread/failureWords'

interface Asking {
  isPending: boolean
  data: CheckResult | undefined
  error: Error | null
}

/** What the vendor said about the credentials, or that it is being asked. */
export function CheckAnswer({ check }: { check: Asking }) {
  const { t } = useLingui()
  if (check.isPending) {
    return (
      <Line look="bg-raised text-mute" icon={<LoaderCircle size={15} className="animate-spin" aria-hidden />}>
        {t`Perguntando ao fornecedor…`}
      </Line>
    )
  }
  if (check.error) return <Bad>{problemText(check.error)}</Bad>
  if (!check.data) return null
  if (!check.data.ok) {
    const { reason, problem } = check.data
    const ours = reason ? failureWords(reason) : null
    return (
      <Bad>
        {ours ?? problem}
        {ours && problem && <span className="mt-0.5 block text-xs opacity-90">{problem}</span>}
      </Bad>
    )
  }
  const account = check.data.account ?? ''
  return (
    <Line look="bg-ok-soft text-ok" icon={<CircleCheck size={15} aria-hidden />}>
      {t`Conectado a ${account}`}
    </Line>
  )
}

function Bad({ children }: { children: ReactNode }) {
  return (
    <Line look="bg-danger-soft text-danger" icon={<CircleAlert size={15} aria-hidden />}>
      {children}
    </Line>
  )
}

/** A line that assistive technology reads when it appears. */
export function Line({ look, icon, children }: { look: string; icon: ReactNode; children: ReactNode }) {
  return (
    <div role="status" className={`flex gap-2 rounded-md px-3 py-2 ${look}`}>
      <span className="shrink-0 pt-0.5">{icon}</span>
      <div className="min-w-0 wrap-anywhere">{children}</div>
    </div>
  )
}
