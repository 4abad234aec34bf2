import type { Inbox, TestResult } from '@attendance/api'
import { Button, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Send } from 'lucide-react'
import { problemText } from '@/app/problems'
import { Section } from '@/app/shell/Page'
import { failureWords } from '@/features/thread/failureWords'
import { sendTest } from '../api'
import { testHint } from '../setup'
import { Line } from './CheckAnswer'

/** One real message to oneself. */
export function TestSend({ inbox }: { inbox: Inbox }) {
  const { t } = useLingui()
  const test = useMutation({ mutationFn: (recipient: string) => sendTest(inbox.id, recipient) })
  return (
    <Section title={t`Enviar um teste`} description={t`Uma mensagem de verdade, fora das conversas.`}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          test.mutate(String(new FormData(event.currentTarget).get('recipient')).trim())
        }}
      >
        <Field label={t`Para`} hint={testHint(inbox.channel)}>
          {(ids) => (
            <div className="flex gap-2">
              <Input {...ids} name="recipient" required maxLength={200} autoComplete="off" />
              <Button type="submit" icon={<Send size={14} />} disabled={test.isPending}>
                {test.isPending ? t`Enviando…` : t`Enviar`}
              </Button>
            </div>
          )}
        </Field>
        <Answer test={test} />
      </form>
    </Section>
  )
}

function Answer({ test }: { test: { data: TestResult | undefined; error: Error | null } }) {
  const { t } = useLingui()
  if (test.data?.ok) {
    return (
      <Line look="bg-ok-soft text-ok" icon={<CircleCheck size={15} aria-hidden />}>
        {t`O fornecedor aceitou a mensagem. Confira se ela chegou.`}
      </Line>
    )
  }
  const words = test.error ? problemText(test.error) : test.data?.problem
  if (!words) return null
  const ours = test.data?.reason ? failureWords(test.data.reason) : null
  return (
    <Line look="bg-danger-soft text-danger" icon={<CircleAlert size={15} aria-hidden />}>
      {ours ?? words}
      {ours && <span className="mt-0.5 block text-xs opacity-90">{words}</span>}
    </Line>
  )
}
