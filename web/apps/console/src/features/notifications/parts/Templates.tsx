import type { NotificationTemplate, NotificationWords } from '@attendance/api'
import { Badge, Button, Field, Input, Select, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { toast } from 'sonner'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { notificationTemplatesQuery, previewOf, resetTemplate, saveTemplate } from '../api'
import { useKinds } from '../kinds'

const VARIABLES =
  '{customer_name} {message} {attendant_name} {company} {queue_name} {channel} {number} {waiting} {waited} {link}'

/** One template at a time: its words, and how they look filled in. */
export function Templates({ templates }: { templates: readonly NotificationTemplate[] }) {
  const { t } = useLingui()
  const [name, setName] = useState(templates[0]?.name ?? '')
  const titles = new Map(Object.values(useKinds()).map(({ template, title }) => [template, title]))
  titles.set('attendant-response', t`Resposta do atendente`)
  const chosen = templates.find((one) => one.name === name)
  return (
    <>
      <Select
        aria-label={t`Texto`}
        value={name}
        onChange={({ target }) => setName(target.value)}
        className="mb-4"
      >
        {templates.map((one) => (
          <option key={one.name} value={one.name}>
            {titles.get(one.name) ?? one.name}
          </option>
        ))}
      </Select>
      {chosen && <Editor key={`${chosen.name} ${chosen.subject} ${chosen.body}`} template={chosen} />}
    </>
  )
}

function Editor({ template }: { template: NotificationTemplate }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const mayChange = may(useMe(), 'company.manage')
  const [words, setWords] = useState<NotificationWords>({ subject: template.subject, body: template.body })
  const [shown, setShown] = useState<NotificationWords | null>(null)
  const { mutate, isPending } = useMutation({
    mutationFn: (run: () => Promise<NotificationTemplate[]>) => run(),
    onSuccess: (saved) => {
      client.setQueryData(notificationTemplatesQuery.queryKey, saved)
      toast.success(t`Texto salvo`)
    },
    onError: showProblem,
  })
  const isWhole = words.subject.trim() !== '' && words.body.trim() !== ''
  const isChanged = words.subject !== template.subject || words.body !== template.body
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isWhole) mutate(() => saveTemplate({ name: template.name, ...words }))
  }
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!mayChange} className="space-y-3">
        {template.is_own && <Badge tone="brand">{t`Texto da empresa`}</Badge>}
        <Field label={t`Assunto`}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={300}
              value={words.subject}
              onChange={({ target }) => setWords({ ...words, subject: target.value })}
            />
          )}
        </Field>
        <Field label={t`Mensagem`} hint={VARIABLES}>
          {(ids) => (
            <Textarea
              {...ids}
              rows={8}
              maxLength={10_000}
              value={words.body}
              onChange={({ target }) => setWords({ ...words, body: target.value })}
            />
          )}
        </Field>
        {mayChange && (
          <div className="flex flex-wrap justify-end gap-2">
            {template.is_own && (
              <Button disabled={isPending} onClick={() => mutate(() => resetTemplate(template.name))}>
                {t`Voltar ao texto original`}
              </Button>
            )}
            <Button
              disabled={!isWhole}
              onClick={() => void previewOf(words).then(setShown).catch(showProblem)}
            >
              {t`Ver como fica`}
            </Button>
            <Button type="submit" look="primary" disabled={isPending || !isWhole || !isChanged}>
              {t`Salvar`}
            </Button>
          </div>
        )}
      </fieldset>
      {shown && (
        <section aria-label={t`Como fica`} className="mt-4 rounded-md border border-line bg-canvas p-3">
          <p className="font-semibold wrap-anywhere">{shown.subject}</p>
          <p className="mt-2 wrap-anywhere whitespace-pre-line">{shown.body}</p>
        </section>
      )}
    </form>
  )
}
