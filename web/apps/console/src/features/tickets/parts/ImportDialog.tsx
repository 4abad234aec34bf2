import type { TicketImport } from '@attendance/api'
import { Badge, Button, Dialog, Table, Td, Th } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { queryClient } from '@/app/queries'
import { showProblem } from '@/app/showProblem'
import { importTickets, refreshTickets, undoTickets } from '../api'

interface Chosen {
  file: File
  preview: TicketImport
}

/** Choose a file, see what it would do and which rows can't be taken, then do it; it can be taken back. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function busily(work: () => Promise<void>) {
    setIsBusy(true)
    await work().catch(showProblem)
    setIsBusy(false)
  }
  const choose = (file: File) =>
    busily(async () => setChosen({ file, preview: await importTickets(file, true) }))
  const doIt = (file: File) =>
    busily(async () => {
      const { created, bulk_id: bulkId } = await importTickets(file, false)
      refreshTickets(queryClient)
      const done = plural(created, { one: '# ticket importado', other: '# tickets importados' })
      toast.success(
        done,
        bulkId ? { action: { label: t`Desfazer`, onClick: () => void undoTickets(bulkId) } } : {},
      )
      onClose()
    })

  return (
    <Dialog
      title={t`Importar tickets`}
      description={t`Um arquivo CSV com as colunas Assunto e Telefone ou E-mail; se quiser, também Descrição, Status, Prioridade, Categoria, Etiquetas, Responsável e os seus campos. Cada linha vira um ticket da última conversa do cliente.`}
      closeLabel={t`Fechar`}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button
            look="primary"
            disabled={!chosen || chosen.preview.created === 0 || isBusy}
            onClick={() => chosen && void doIt(chosen.file)}
          >
            {t`Importar`}
          </Button>
        </>
      }
    >
      <label className="flex cursor-pointer items-center justify-center gap-2 rounded-lg border border-dashed border-line-strong px-4 py-6 focus-within:border-brand hover:bg-hover">
        <FileUp size={17} aria-hidden className="text-mute" />
        {chosen?.file.name ?? t`Escolher arquivo CSV`}
        <input
          type="file"
          accept=".csv,text/csv"
          className="sr-only"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) void choose(file)
            event.target.value = ''
          }}
        />
      </label>
      {chosen && <Preview report={chosen.preview} />}
    </Dialog>
  )
}

const MOST_SHOWN = 100

function Preview({ report: { created, errors } }: { report: TicketImport }) {
  const { t } = useLingui()
  const words = useReasons()
  return (
    <div className="mt-4 space-y-3">
      <div role="status" className="flex flex-wrap gap-2">
        <Badge tone="ok">{plural(created, { one: '# novo', other: '# novos' })}</Badge>
        {errors.length > 0 && (
          <Badge tone="danger">{plural(errors.length, { one: '# com erro', other: '# com erro' })}</Badge>
        )}
      </div>
      {errors.length > 0 && (
        <>
          <div className="max-h-64 overflow-y-auto">
            <Table label={t`Linhas com erro`}>
              <thead>
                <tr>
                  <Th>{t`Linha`}</Th>
                  <Th>{t`Problema`}</Th>
                </tr>
              </thead>
              <tbody>
                {errors.slice(0, MOST_SHOWN).map(({ line, code, detail }) => (
                  <tr key={line}>
                    <Td className="tabular-nums">{line}</Td>
                    <Td>{words[code] ?? detail}</Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
          <p className="text-mute">{t`As linhas com erro são deixadas de fora; as outras são importadas.`}</p>
        </>
      )}
    </div>
  )
}

function useReasons(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    subject_missing: t`Falta o assunto`,
    subject_too_long: t`O assunto é longo demais`,
    description_too_long: t`A descrição é longa demais`,
    category_too_long: t`A categoria é longa demais`,
    status_unknown: t`Este status não existe`,
    priority_unknown: t`Esta prioridade não existe`,
    person_unknown: t`O responsável não é uma pessoa da equipe`,
    customer_unknown: t`Nenhum cliente tem este telefone ou e-mail`,
    customer_without_conversation: t`Este cliente ainda não tem conversa`,
  }
}
