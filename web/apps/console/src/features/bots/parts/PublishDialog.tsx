import {
  ProblemError,
  type Bot,
  type BotFinding,
  type BotPublication,
  type ChangedBotFile,
} from '@attendance/api'
import { Badge, Button, Dialog, Field, SkeletonRows, Textarea, type Tone } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CircleCheck, Rocket } from 'lucide-react'
import { useState } from 'react'
import { problemText } from '@/app/problems'
import { changesQuery, check, publish } from '../api'
import { FindingRow } from './FindingList'

/** What goes live, what keeps it from going live, and what came of it. */
export function PublishDialog({ bot, onClose }: { bot: Bot; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const changes = useQuery({ ...changesQuery(bot.id), staleTime: 0 })
  const checked = useQuery({
    queryKey: ['bots', bot.id, 'check', 'whole'],
    queryFn: () => check(bot.id),
    staleTime: 0,
    gcTime: 0,
  })
  const {
    mutate,
    data: done,
    error,
    isPending,
  } = useMutation({
    mutationFn: () => publish(bot.id, note.trim() || null),
    onSuccess: () => client.invalidateQueries({ queryKey: ['bots'] }),
  })
  const findings = refusedFor(error) ?? checked.data?.findings ?? []
  const errors = findings.filter(({ severity }) => severity === 'error')
  const isReady = checked.data !== undefined && changes.data !== undefined && errors.length === 0
  return (
    <Dialog
      title={done ? t`Publicado` : t`Publicar ${bot.name}`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        done ? (
          <Button look="primary" onClick={onClose}>{t`Fechar`}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t`Cancelar`}</Button>
            <Button
              look="primary"
              icon={<Rocket size={15} />}
              disabled={!isReady || isPending}
              onClick={() => mutate()}
            >
              {isPending ? t`Publicando…` : t`Publicar`}
            </Button>
          </>
        )
      }
    >
      {done ? (
        <Done bot={bot} publication={done} onClose={onClose} />
      ) : changes.data && checked.data ? (
        <div className="space-y-4">
          <ChangedFiles files={changes.data.files} />
          <Findings botId={bot.id} findings={findings} onClose={onClose} />
          {error && errors.length === 0 && (
            <p role="alert" className="text-danger">
              {problemText(error)}
            </p>
          )}
          <Field label={t`Nota (opcional)`} hint={t`O que muda para o cliente. Aparece na lista de versões.`}>
            {(ids) => (
              <Textarea
                {...ids}
                value={note}
                maxLength={1000}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
        </div>
      ) : changes.isError || checked.isError ? (
        <p role="alert" className="text-danger">
          {problemText(changes.error ?? checked.error)}
        </p>
      ) : (
        <SkeletonRows count={3} label={t`Conferindo`} />
      )}
    </Dialog>
  )
}

function ChangedFiles({ files }: { files: readonly ChangedBotFile[] }) {
  const { t } = useLingui()
  const names: Record<ChangedBotFile['change'], [Tone, string]> = {
    added: ['ok', t`novo`],
    changed: ['brand', t`mudou`],
    deleted: ['danger', t`excluído`],
  }
  if (files.length === 0)
    return <p className="text-mute">{t`Nenhum arquivo mudou desde a última publicação.`}</p>
  return (
    <section aria-label={t`Arquivos que mudam`}>
      <h3 className="pb-1.5 text-xs font-medium">{t`O que muda`}</h3>
      <ul className="max-h-40 divide-y divide-line overflow-y-auto rounded-lg border border-line">
        {files.map(({ path, change }) => (
          <li key={path} className="flex items-center gap-2 px-3 py-1.5">
            <span className="min-w-0 flex-1 truncate font-mono text-xs">{path}</span>
            <Badge tone={names[change][0]}>{names[change][1]}</Badge>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Findings({
  botId,
  findings,
  onClose,
}: {
  botId: string
  findings: readonly BotFinding[]
  onClose: () => void
}) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const errors = findings.filter(({ severity }) => severity === 'error').length
  if (findings.length === 0) {
    return (
      <p className="flex items-center gap-1.5 text-ok">
        <CircleCheck size={15} aria-hidden /> {t`Nenhum problema encontrado.`}
      </p>
    )
  }
  function go({ file, line, column }: BotFinding) {
    onClose()
    void navigate({ to: '/configuracoes/bots/$id', params: { id: botId }, search: { file, line, column } })
  }
  return (
    <section aria-label={t`Problemas`}>
      <h3 className={`pb-1.5 text-xs font-medium ${errors > 0 ? 'text-danger' : 'text-warn'}`}>
        {errors > 0
          ? plural(errors, { one: '# erro impede a publicação', other: '# erros impedem a publicação' })
          : t`Avisos não impedem a publicação`}
      </h3>
      <ul className="max-h-48 divide-y divide-line overflow-y-auto rounded-lg border border-line">
        {findings.map((finding) => (
          <li key={`${finding.file}:${finding.line}:${finding.column}:${finding.code}`}>
            <FindingRow finding={finding} isNamed onGo={() => go(finding)} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Done({ bot, publication, onClose }: { bot: Bot; publication: BotPublication; onClose: () => void }) {
  const { t } = useLingui()
  const { version, warnings, is_new: isNew } = publication
  const [title, detail] = isNew
    ? [
        t`A versão ${version.number} responde a partir da próxima mensagem.`,
        t`Conversas em andamento terminam na versão em que começaram.`,
      ]
    : [
        t`A versão ${version.number} continua valendo.`,
        t`Segredos que foram trocados valem a partir de agora.`,
      ]
  return (
    <div className="space-y-4">
      <div role="status" className="flex items-start gap-2.5">
        <CircleCheck size={18} aria-hidden className="mt-px shrink-0 text-ok" />
        <div>
          <p className="font-medium">{title}</p>
          <p className="text-mute">{detail}</p>
          {!bot.is_active && (
            <p className="pt-1 text-warn">{t`O bot está desativado: ative-o para que responda.`}</p>
          )}
        </div>
      </div>
      {warnings.length > 0 && <Findings botId={bot.id} findings={warnings} onClose={onClose} />}
    </div>
  )
}

/** The findings for which the server refused; null for other problems. */
function refusedFor(problem: unknown): BotFinding[] | null {
  if (!(problem instanceof ProblemError) || problem.code !== 'bot_not_publishable') return null
  return Array.isArray(problem.facts.findings) ? (problem.facts.findings as BotFinding[]) : null
}
