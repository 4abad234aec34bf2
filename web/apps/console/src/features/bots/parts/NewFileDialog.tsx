import type { BotFile } from '@attendance/api'
import { Button, Dialog, Field, Input, Segmented } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { problemText } from '@/app/problems'
import { forgetFiles, saveFile } from '../api'
import { firstText, isTaken, pathFor, type NewFileKind } from '../files'

interface NewFileDialogProps {
  botId: string
  files: readonly BotFile[]
  onOpen: (path: string) => void
  onClose: () => void
}

export function NewFileDialog({ botId, files, onOpen, onClose }: NewFileDialogProps) {
  const { t } = useLingui()
  const formId = useId()
  const client = useQueryClient()
  const [kind, setKind] = useState<NewFileKind>('script')
  const [typed, setTyped] = useState('')
  const path = pathFor(kind, typed)
  const taken = isTaken(path, files)
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => saveFile(botId, path, firstText(kind), null),
    onSuccess: async (file) => {
      await forgetFiles(client, botId)
      onClose()
      onOpen(file.path)
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (path && !taken) mutate()
  }
  return (
    <Dialog
      title={t`Novo arquivo`}
      closeLabel={t`Fechar`}
      size="sm"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button type="submit" form={formId} look="primary" disabled={!path || taken || isPending}>
            {t`Criar`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-4">
        <Segmented
          label={t`Tipo`}
          value={kind}
          onChange={setKind}
          options={[
            { value: 'script', label: t`Script` },
            { value: 'test', label: t`Teste` },
            { value: 'knowledge', label: t`Conhecimento` },
          ]}
        />
        <Field
          label={t`Nome`}
          hint={path ? t`Será criado como ${path}` : t`Como trocas, on_resolve ou start.`}
          error={taken ? t`Já existe ${path}.` : error && problemText(error)}
        >
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
