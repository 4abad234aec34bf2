import type { ImportReport } from '@attendance/api'
import { Badge, Button, Dialog, Table, Td, Th } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { importAttendants } from '../api'
import { showProblem } from '@/app/showProblem'

interface Chosen {
  name: string
  csv: string
  preview: ImportReport
}

/** Choose a file, see what it would do row by row, then do it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function busily(work: () => Promise<void>) {
    setIsBusy(true)
    await work().catch(showProblem)
    setIsBusy(false)
  }
  const choose = (file: File) =>
    busily(async () => {
      const csv = await file.text()
      setChosen({ name: file.name, csv, preview: await importAttendants(csv, true) })
    })
  const doIt = (csv: string) =>
    busily(async () => {
      await importAttendants(csv, false)
      await client.invalidateQueries({ queryKey: ['attendants'] })
      toast.success(t`Atendentes importados`)
      onClose()
    })
  const changes = chosen ? chosen.preview.created + chosen.preview.updated : 0

  return (
    <Dialog
      title={t`Importar attendant.csv`}
      description={t`Colunas: id, name, channel, preferences, department, aliases, phone, email. Importar o mesmo arquivo de novo não muda nada.`}
      closeLabel={t`Fechar`}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button
            look="primary"
            disabled={!chosen || changes === 0 || isBusy}
            onClick={() => chosen && void doIt(chosen.csv)}
          >
            {t`Importar`}
          </Button>
        </>
      }
    >
      <FilePicker name={chosen?.name ?? null} onChoose={(file) => void choose(file)} />
      {chosen && <Preview report={chosen.preview} />}
    </Dialog>
  )
}

function FilePicker({ name, onChoose }: { name: string | null; onChoose: (file: File) => void }) {
  const { t } = useLingui()
  return (
    <label className="flex cursor-pointer items-center justify-center gap-2 rounded-lg border border-dashed border-line-strong px-4 py-6 focus-within:border-brand hover:bg-hover">
      <FileUp size={17} aria-hidden className="text-mute" />
      {name ?? t`Escolher arquivo CSV`}
      <input
        type="file"
        accept=".csv,text/csv"
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onChoose(file)
          event.target.value = ''
        }}
      />
    </label>
  )
}

function Preview({ report }: { report: ImportReport }) {
  const { t } = useLingui()
  return (
    <div className="mt-4 space-y-3">
      <div role="status" className="flex flex-wrap gap-2">
        <Badge tone="ok">{plural(report.created, { one: '# novo', other: '# novos' })}</Badge>
        <Badge tone="brand">{plural(report.updated, { one: '# alterado', other: '# alterados' })}</Badge>
        <Badge>{plural(report.unchanged, { one: '# igual', other: '# iguais' })}</Badge>
        {report.errors.length > 0 && (
          <Badge tone="danger">
            {plural(report.errors.length, { one: '# com erro', other: '# com erro' })}
          </Badge>
        )}
      </div>
      {report.errors.length > 0 && (
        <Table label={t`Linhas com erro`}>
          <thead>
            <tr>
              <Th>{t`Linha`}</Th>
              <Th>{t`Coluna`}</Th>
              <Th>{t`Problema`}</Th>
            </tr>
          </thead>
          <tbody>
            {report.errors.map((error) => (
              <tr key={`${error.line} ${error.column}`}>
                <Td className="tabular-nums">{error.line}</Td>
                <Td>{error.column ?? '—'}</Td>
                <Td>{error.message}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {report.errors.length > 0 && (
        <p className="text-mute">{t`As linhas com erro são deixadas de fora; as outras são importadas.`}</p>
      )}
    </div>
  )
}
