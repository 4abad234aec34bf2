import { Button, Checkbox, Dialog, Field } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { problemText } from '@/app/problems'
import { uploadFiles } from '../api'
import { isDocument } from '../files'

/** A ZIP of a whole bot, single files of its folder, or documents for its knowledge. */
export function UploadDialog({ botId, onClose }: { botId: string; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [files, setFiles] = useState<File[]>([])
  const [isReplacing, setIsReplacing] = useState(false)
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => uploadAll(botId, files, isReplacing ? 'replace' : 'merge'),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['bots', botId] })
      toast.success(plural(files.length, { one: '# arquivo enviado', other: '# arquivos enviados' }))
      onClose()
    },
  })
  return (
    <Dialog
      title={t`Enviar arquivos`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button look="primary" disabled={files.length === 0 || isPending} onClick={() => mutate()}>
            {isPending ? t`Enviando…` : t`Enviar`}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Field
          label={t`Arquivos`}
          hint={t`Um ZIP é aberto. Documentos (PDF, DOCX, MD…) entram no conhecimento.`}
          error={error && problemText(error)}
        >
          {(ids) => (
            // The input covers the box: it takes what is dropped, and is reached by keyboard.
            <div className="relative flex flex-col items-center gap-1.5 rounded-lg border border-dashed border-line-strong p-6 text-center focus-within:border-brand hover:bg-hover">
              <Upload size={18} aria-hidden className="text-mute" />
              <span>
                {files.length > 0
                  ? files.map(({ name }) => name).join(', ')
                  : t`Escolha ou solte arquivos aqui`}
              </span>
              <input
                {...ids}
                type="file"
                multiple
                className="absolute inset-0 cursor-pointer opacity-0"
                onChange={(event) => setFiles([...(event.target.files ?? [])])}
              />
            </div>
          )}
        </Field>
        <Checkbox
          isChecked={isReplacing}
          onChange={setIsReplacing}
          label={t`Substituir tudo`}
          hint={t`O que não vier no envio sai do rascunho.`}
        />
      </div>
    </Dialog>
  )
}

/** Documents go into the knowledge, the bot's own files and ZIPs where their names say. */
async function uploadAll(botId: string, files: readonly File[], mode: 'merge' | 'replace'): Promise<void> {
  const documents = files.filter(({ name }) => isDocument(name))
  const others = files.filter(({ name }) => !isDocument(name))
  if (others.length > 0) await uploadFiles(botId, others, { folder: '', mode })
  if (documents.length > 0) {
    await uploadFiles(botId, documents, { folder: 'kb', mode: others.length > 0 ? 'merge' : mode })
  }
}
