import type { BotFile } from '@attendance/api'
import { Button, Dialog, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { problemText } from '@/app/problems'
import { filesQuery, forgetFiles, renameFile } from '../api'
import { isTaken } from '../files'
import type { Workbench } from '../workbench'

interface RenameDialogProps {
  botId: string
  bench: Workbench
  files: readonly BotFile[]
  file: BotFile
  onOpen: (path: string) => void
  onClose: () => void
}

export function RenameDialog({ botId, bench, files, file, onOpen, onClose }: RenameDialogProps) {
  const { t } = useLingui()
  const formId = useId()
  const client = useQueryClient()
  const [path, setPath] = useState(file.path)
  const taken = isTaken(
    path.trim(),
    files.filter((one) => one.path !== file.path),
  )
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      await bench.save(file.path)
      const fresh = await client.fetchQuery({ ...filesQuery(botId), staleTime: 0 })
      return renameFile(botId, fresh.find((one) => one.path === file.path) ?? file, path.trim())
    },
    onSuccess: async (renamed) => {
      bench.forget(file.path)
      await forgetFiles(client, botId)
      onClose()
      onOpen(renamed.path)
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (path.trim() && path.trim() !== file.path && !taken) mutate()
  }
  return (
    <Dialog
      title={t`Renomear ${file.path}`}
      closeLabel={t`Fechar`}
      size="sm"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button type="submit" form={formId} look="primary" disabled={isPending || taken || !path.trim()}>
            {t`Renomear`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field label={t`Nome`} error={taken ? t`Já existe ${path.trim()}.` : error && problemText(error)}>
          {(ids) => (
            <Input {...ids} autoFocus value={path} onChange={(event) => setPath(event.target.value)} />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
