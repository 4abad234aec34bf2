import type { CreatedUser, NewUser, Role } from '@attendance/api'
import { Button, Dialog, Field, Input, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { api } from '@/app/client'
import { newId } from '@/app/ids'
import { problemText } from '@/app/problems'
import { ROLE_WORDS, ROLES } from '../roles'
import type { SignInLink } from './LinkDialog'

/** A new user without a password: a link lets them in the first time. */
export function InviteDialog({
  onClose,
  onLink,
}: {
  onClose: () => void
  onLink: (link: SignInLink) => void
}) {
  const { t, i18n } = useLingui()
  const formId = useId()
  const client = useQueryClient()
  const [role, setRole] = useState<Role>('attendant')
  const [key] = useState(newId)
  const { mutate, error, isPending } = useMutation({
    mutationFn: (user: NewUser) => api.post<CreatedUser>('/api/users', user, { idempotencyKey: key }),
    onSuccess: async ({ user, sign_in_link: address }) => {
      await client.invalidateQueries({ queryKey: ['users'] })
      onClose()
      if (address) onLink({ name: user.name, address })
    },
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    mutate({ name: String(form.get('name')).trim(), email: String(form.get('email')).trim(), role })
  }

  return (
    <Dialog
      title={t`Convidar usuário`}
      description={t`Você recebe um link de uso único para enviar a esta pessoa.`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button
            type="submit"
            form={formId}
            look="primary"
            disabled={isPending}
          >{t`Criar e gerar link`}</Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-4">
        <Field label={t`Nome`}>
          {(ids) => <Input {...ids} name="name" required maxLength={200} autoFocus autoComplete="off" />}
        </Field>
        <Field label={t`E-mail`} error={error && problemText(error)}>
          {(ids) => <Input {...ids} name="email" type="email" required autoComplete="off" />}
        </Field>
        <Field label={t`Papel`} hint={i18n._(ROLE_WORDS[role].hint)}>
          {(ids) => (
            <Select {...ids} value={role} onChange={(event) => setRole(event.target.value as Role)}>
              {ROLES.map((one) => (
                <option key={one} value={one}>
                  {i18n._(ROLE_WORDS[one].title)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </form>
    </Dialog>
  )
}
