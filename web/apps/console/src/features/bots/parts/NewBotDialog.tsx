import { Button, Dialog, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState, type FormEvent } from 'react'
import { newId } from '@/app/ids'
import { problemText } from '@/app/problems'
import { createBot } from '../api'

/** A name is enough: the draft begins with a small script that can be tried at once. */
export function NewBotDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const formId = useId()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [key] = useState(newId)
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => createBot(name.trim(), key),
    onSuccess: async (bot) => {
      void client.invalidateQueries({ queryKey: ['bots'] })
      await navigate({ to: '/configuracoes/bots/$id', params: { id: bot.id } })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (name.trim()) mutate()
  }
  return (
    <Dialog
      title={t`Criar bot`}
      closeLabel={t`Fechar`}
      size="sm"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button type="submit" form={formId} look="primary" disabled={isPending || !name.trim()}>
            {t`Criar`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field
          label={t`Nome`}
          hint={t`O cliente vê este nome. O bot começa com um rascunho pequeno, que só fala depois de publicado.`}
          error={error && problemText(error)}
        >
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              required
              maxLength={100}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
