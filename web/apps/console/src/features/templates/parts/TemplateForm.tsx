import type { Conversation, MessageFile, MessageTemplate, TemplateVariable } from '@attendance/api'
import { Button, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { ArrowLeft, SendHorizontal } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { newId } from '@/app/ids'
import { problemText } from '@/app/problems'
import { sendTemplate } from '../api'
import { previewOf, problemsOf, type Problem } from '../filling'
import { HeaderFile } from './HeaderFile'

interface TemplateFormProps {
  conversation: Conversation
  template: MessageTemplate
  onBack: () => void
  onSent: () => void
}

/** The values of one template, and beside them what the customer will read. */
export function TemplateForm({ conversation, template, onBack, onSent }: TemplateFormProps) {
  const { t } = useLingui()
  const [clientId] = useState(newId)
  const [values, setValues] = useState<Record<string, string>>({})
  const [file, setFile] = useState<MessageFile | null>(null)
  const [isTried, setIsTried] = useState(false)
  const problems = problemsOf(template, values)
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      sendTemplate(conversation.id, {
        template_id: template.id,
        client_id: clientId,
        variables: values,
        files: file ? [file.id] : [],
      }),
    onSuccess: onSent,
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    setIsTried(true)
    if (Object.keys(problems).length === 0 && (!template.header_file || file)) mutate()
  }

  return (
    <form onSubmit={submit} noValidate className="grid gap-4 md:grid-cols-2">
      <div className="min-w-0 space-y-3">
        <p className="truncate font-medium">{template.name}</p>
        {template.header_file && (
          <HeaderFile
            conversationId={conversation.id}
            kind={template.header_file}
            file={file}
            onFile={setFile}
            isMissing={isTried && !file}
          />
        )}
        {template.variables.map((variable, place) => (
          <VariableField
            key={variable.key}
            variable={variable}
            value={values[variable.key] ?? ''}
            problem={isTried ? problems[variable.key] : undefined}
            isFirst={place === 0 && !template.header_file}
            onChange={(value) => setValues({ ...values, [variable.key]: value })}
          />
        ))}
        {error && (
          <p role="alert" className="text-danger">
            {problemText(error)}
          </p>
        )}
        <div className="flex gap-2">
          <Button icon={<ArrowLeft size={14} />} onClick={onBack}>{t`Outro modelo`}</Button>
          <Button
            type="submit"
            look="primary"
            autoFocus={template.variables.length === 0 && !template.header_file}
            icon={<SendHorizontal size={14} />}
            disabled={isPending}
          >
            {t`Enviar modelo`}
          </Button>
        </div>
      </div>
      <Preview template={template} text={previewOf(template, values)} />
    </form>
  )
}

interface VariableFieldProps {
  variable: TemplateVariable
  value: string
  problem: Problem | undefined
  isFirst: boolean
  onChange: (value: string) => void
}

function VariableField({ variable, value, problem, isFirst, onChange }: VariableFieldProps) {
  const { t } = useLingui()
  const { label, example, max_chars: most, part } = variable
  const names = {
    header: t`Título: ${label}`,
    body: t`Texto: ${label}`,
    url: t`Fim do endereço do botão “${label}”`,
    copy_code: t`Código do botão “${label}”`,
  }
  const words: Record<Problem, string> = {
    missing: t`Preencha este campo.`,
    too_long: t`No máximo ${most} caracteres.`,
    line_break: t`Sem quebras de linha nem muitos espaços seguidos.`,
  }
  return (
    <Field label={names[part]} hint={example && t`Por exemplo: ${example}`} error={problem && words[problem]}>
      {(ids) => (
        <Input
          {...ids}
          value={value}
          autoFocus={isFirst}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

function Preview({ template, text }: { template: MessageTemplate; text: string }) {
  const { t } = useLingui()
  return (
    <section aria-label={t`Como o cliente verá`} className="min-w-0 self-start rounded-xl bg-raised p-3">
      <p aria-live="polite" className="wrap-anywhere whitespace-pre-wrap">
        {text}
      </p>
      {template.buttons.length > 0 && (
        <ul className="mt-3 space-y-1 border-t border-line pt-2 text-center text-brand-text">
          {template.buttons.map((label) => (
            <li key={label}>{label}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
