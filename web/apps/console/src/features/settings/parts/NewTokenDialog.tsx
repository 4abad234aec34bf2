import type { CreatedApiToken, NewApiToken } from '@attendance/api'
import { Button, Checkbox, Dialog, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { api } from '@/app/client'
import { newId } from '@/app/ids'
import { problemText } from '@/app/problems'

type Scope = NonNullable<NewApiToken['scopes']>[number]

const SCOPES: readonly Scope[] = ['read', 'write', 'admin']

export function NewTokenDialog({
  onClose,
  onCreated,
}: {
  onClose: () => void
  onCreated: (token: CreatedApiToken) => void
}) {
  const { t } = useLingui()
  const formId = useId()
  const [scopes, setScopes] = useState<Scope[]>(['read', 'write'])
  const [key] = useState(newId)
  const hints: Record<Scope, string> = {
    read: t`Ler conversas, filas e figuras`,
    write: t`Responder, atribuir, resolver`,
    admin: t`Configurar canais, filas e usuários`,
  }
  const { mutate, error, isPending } = useMutation({
    mutationFn: (token: NewApiToken) =>
      api.post<CreatedApiToken>('/api/me/tokens', token, { idempotencyKey: key }),
    onSuccess: (token) => {
      onCreated(token)
      onClose()
    },
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    mutate({ name: String(new FormData(event.currentTarget).get('name')).trim(), scopes })
  }

  return (
    <Dialog
      title={t`Criar token`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button
            type="submit"
            form={formId}
            look="primary"
            disabled={isPending || scopes.length === 0}
          >{t`Criar token`}</Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-4">
        <Field label={t`Nome`} hint={t`Para lembrar onde ele é usado.`} error={error && problemText(error)}>
          {(ids) => <Input {...ids} name="name" required maxLength={100} autoFocus autoComplete="off" />}
        </Field>
        <fieldset className="space-y-2">
          <legend className="mb-1.5 text-xs font-medium">{t`Permissões`}</legend>
          {SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              label={scope}
              hint={hints[scope]}
              isChecked={scopes.includes(scope)}
              onChange={(isChecked) =>
                setScopes((before) =>
                  isChecked ? [...before, scope] : before.filter((one) => one !== scope),
                )
              }
            />
          ))}
        </fieldset>
      </form>
    </Dialog>
  )
}
