import type { ContactImport, ImportPreview } from '@attendance/api'
import { Badge, Button, Dialog, Field, Input, Select, Table, Td, Th } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FileDown, FileUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { problemText } from '@/app/problems'
import {
  attempt,
  cancelImport,
  errorsAddress,
  fieldsQuery,
  importQuery,
  previewImport,
  refreshContacts,
  startImport,
  uploadContacts,
} from '../api'

/** A file: chosen, looked at with its columns, taken with a bar that grows, and what was not taken to be had again. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [runningId, setRunningId] = useState<string | null>(null)
  if (runningId) return <Progress id={runningId} onClose={onClose} />
  if (preview) return <Columns preview={preview} onStarted={setRunningId} onClose={onClose} />
  return <Choose onChosen={setPreview} onClose={onClose} />
}

function Choose({ onChosen, onClose }: { onChosen: (preview: ImportPreview) => void; onClose: () => void }) {
  const { t } = useLingui()
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState('')
  async function choose(file: File | undefined) {
    if (!file) return
    setIsBusy(true)
    setProblem('')
    await uploadContacts(file).then(onChosen, (error: unknown) => setProblem(problemText(error)))
    setIsBusy(false)
  }
  return (
    <Dialog
      title={t`Importar contatos`}
      description={t`Uma planilha salva como CSV, com uma linha por contato e os nomes das colunas em cima.`}
      closeLabel={t`Fechar`}
      onClose={onClose}
    >
      <label className="flex cursor-pointer flex-col items-center gap-2 rounded-xl border border-dashed border-line-strong px-4 py-10 text-center focus-within:outline-2 focus-within:outline-brand hover:bg-hover">
        <FileUp size={22} aria-hidden className="text-mute" />
        <span className="font-medium">{isBusy ? t`Lendo o arquivo…` : t`Escolher arquivo CSV`}</span>
        <span className="text-xs text-pretty text-mute">
          {t`Do Excel ou do Google Planilhas. Nada muda antes de você conferir.`}
        </span>
        <input
          type="file"
          accept=".csv,text/csv"
          className="sr-only"
          aria-label={t`Arquivo CSV`}
          disabled={isBusy}
          onChange={({ target }) => void choose(target.files?.[0])}
        />
      </label>
      {problem && (
        <p role="alert" className="mt-3 text-danger">
          {problem}
        </p>
      )}
    </Dialog>
  )
}

function useFieldNames(): [string, string][] {
  const { t } = useLingui()
  const { data } = useQuery(fieldsQuery)
  const own = (data?.fields ?? []).map(({ key, label }): [string, string] => [`custom_fields.${key}`, label])
  return [
    ['name', t`Nome`],
    ['first_name', t`Primeiro nome`],
    ['last_name', t`Sobrenome`],
    ['phone', t`Telefone`],
    ['email', t`E-mail`],
    ['customer_id', t`Código do cliente`],
    ['company', t`Empresa`],
    ['owner', t`Responsável (e-mail)`],
    ['tier', t`Nível`],
    ['ltv', t`Total de compras`],
    ['last_purchase', t`Última compra`],
    ['status', t`Situação`],
    ['source', t`Origem`],
    ['tags', t`Etiquetas`],
    ...own,
  ]
}

function useReasons(): Record<string, string> {
  const { t } = useLingui()
  return {
    phone: t`Telefone inválido: escreva com DDD`,
    email: t`E-mail inválido`,
    number: t`Não é um número`,
    date: t`Não é uma data`,
    value: t`Valor que o campo não aceita`,
    owner: t`Ninguém da equipe tem este e-mail`,
    taken: t`Outro contato já tem este código`,
    long: t`Texto longo demais`,
    empty: t`Sem nome, telefone ou e-mail`,
  }
}

interface ColumnsProps {
  preview: ImportPreview
  onStarted: (id: string) => void
  onClose: () => void
}

function Columns({ preview, onStarted, onClose }: ColumnsProps) {
  const { t } = useLingui()
  const names = useFieldNames()
  const [shown, setShown] = useState(preview)
  const [tag, setTag] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const { id, total } = shown.job
  const rows = plural(total, { one: '# linha', other: '# linhas' })
  const mapped = Object.fromEntries(
    shown.columns.flatMap(({ name, field }) => (field ? [[name, field] as const] : [])),
  )
  async function choose(column: string, field: string) {
    const columns = shown.columns.map((one) => (one.name === column ? { ...one, field: field || null } : one))
    setShown({ ...shown, columns })
    const wanted = Object.fromEntries(
      columns.flatMap((one) => (one.field ? [[one.name, one.field] as const] : [])),
    )
    if (Object.keys(wanted).length > 0)
      await attempt(async () => {
        const { problems } = await previewImport(id, wanted)
        setShown({ ...shown, columns, problems })
      })
  }
  async function start() {
    setIsBusy(true)
    await attempt(async () => {
      await startImport(id, mapped, tag.trim() ? [tag.trim()] : [])
      onStarted(id)
    })
    setIsBusy(false)
  }
  return (
    <Dialog
      title={t`Conferir as colunas`}
      description={t`${rows} em ${shown.job.name}. Quem já existe (mesmo código, telefone ou e-mail) é atualizado; células vazias não mudam nada.`}
      closeLabel={t`Fechar`}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button
            look="primary"
            disabled={isBusy || Object.keys(mapped).length === 0}
            onClick={() => void start()}
          >{t`Importar ${rows}`}</Button>
        </>
      }
    >
      <Table label={t`Colunas do arquivo`}>
        <thead>
          <tr>
            <Th>{t`Coluna`}</Th>
            <Th>{t`Exemplos`}</Th>
            <Th>{t`Vai para`}</Th>
          </tr>
        </thead>
        <tbody>
          {shown.columns.map(({ name, field, samples }) => (
            <tr key={name}>
              <Td className="font-medium wrap-anywhere">{name}</Td>
              <Td className="max-w-56 truncate text-mute">{samples.join(' · ')}</Td>
              <Td className="w-52">
                <Select
                  aria-label={t`Campo para ${name}`}
                  value={field ?? ''}
                  onChange={({ target }) => void choose(name, target.value)}
                >
                  <option value="">{t`Não importar`}</option>
                  {names.map(([key, label]) => (
                    <option key={key} value={key}>
                      {label}
                    </option>
                  ))}
                </Select>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Field label={t`Etiqueta para todos (opcional)`} className="mt-4">
        {(ids) => (
          <Input {...ids} maxLength={100} value={tag} onChange={({ target }) => setTag(target.value)} />
        )}
      </Field>
      <Problems problems={shown.problems} />
    </Dialog>
  )
}

function Problems({ problems }: { problems: ImportPreview['problems'] }) {
  const { t } = useLingui()
  const reasons = useReasons()
  if (problems.length === 0) return null
  return (
    <div className="mt-4 rounded-lg border border-line bg-raised p-3">
      <p className="font-medium">{t`Linhas que não entrarão se ficarem assim`}</p>
      <ul className="mt-1 max-h-40 overflow-y-auto text-xs">
        {problems.map(({ line, reason }) => (
          <li key={line} className="flex gap-2 py-0.5">
            <span className="w-20 shrink-0 text-mute tabular-nums">{t`Linha ${line}`}</span>
            {reasons[reason] ?? reason}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Progress({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { data: job } = useQuery(importQuery(id))
  const isOver = job !== undefined && job.state !== 'running'
  useEffect(() => {
    if (isOver) void refreshContacts(client)
  }, [isOver, client])
  const [done, total] = [job?.next_row ?? 0, job?.total ?? 1]
  const titles: Record<ContactImport['state'], string> = {
    uploaded: t`Importando…`,
    running: t`Importando…`,
    finished: t`Importação terminada`,
    cancelled: t`Importação parada`,
  }
  return (
    <Dialog
      title={titles[job?.state ?? 'running']}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        isOver ? (
          <Button look="primary" onClick={onClose}>{t`Ver os contatos`}</Button>
        ) : (
          <>
            <Button onClick={() => void attempt(() => cancelImport(id))}>{t`Parar`}</Button>
            <Button onClick={onClose}>{t`Continuar em segundo plano`}</Button>
          </>
        )
      }
    >
      <progress
        aria-label={t`Linhas importadas`}
        className="h-2 w-full overflow-hidden rounded-full accent-(--brand)"
        value={done}
        max={total}
      />
      <p className="mt-1 text-xs text-mute tabular-nums">{t`${done} de ${total} linhas`}</p>
      {job && <Outcome job={job} />}
    </Dialog>
  )
}

function Outcome({ job }: { job: ContactImport }) {
  const { t } = useLingui()
  const { created, updated, unchanged, failed } = job
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2">
      <Badge tone="ok">{plural(created, { one: '# criado', other: '# criados' })}</Badge>
      <Badge>{plural(updated, { one: '# atualizado', other: '# atualizados' })}</Badge>
      <Badge>{plural(unchanged, { one: '# já estava igual', other: '# já estavam iguais' })}</Badge>
      {failed > 0 && (
        <>
          <Badge tone="danger">{plural(failed, { one: '# com erro', other: '# com erro' })}</Badge>
          <Button asChild size="sm" icon={<FileDown size={14} />}>
            <a href={errorsAddress(job.id)} download>{t`Baixar linhas com erro`}</a>
          </Button>
        </>
      )}
    </div>
  )
}
