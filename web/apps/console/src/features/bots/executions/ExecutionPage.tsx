import type { ExecutionDetail } from '@attendance/api'
import { Badge, Button, cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft, CircleSlash, MessageSquare } from 'lucide-react'
import { useState } from 'react'
import { Confirm } from '@/app/Confirm'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { showProblem } from '@/app/showProblem'
import { keywordsQuery } from '../api'
import { CodeEditor } from '../editor/lazy'
import { useWaitNames } from '../waits'
import { cancelExecution, executionQuery } from './api'
import { Replay } from './Replay'
import { stepsOf } from './replay'
import { STATUS_TONES, useKindNames, useStatusNames } from './statuses'

const FROM = '/shell/configuracoes/bots/$id/execucoes/$execution'

/** One run of a script: where it stands, and how it came there, step by step. */
export function ExecutionPage() {
  const { id, execution } = useParams({ from: FROM })
  const query = useQuery(executionQuery(id, execution))
  return <Loaded query={query}>{(detail) => <Detail key={detail.id} botId={id} execution={detail} />}</Loaded>
}

function Detail({ botId, execution }: { botId: string; execution: ExecutionDetail }) {
  const { t } = useLingui()
  const steps = stepsOf(execution)
  const [chosen, setChosen] = useState<number | null>(null)
  const { data: keywords } = useQuery(keywordsQuery)
  const position = Math.min(chosen ?? steps.length - 1, steps.length - 1)
  const isNow = position === steps.length - 1
  const step = steps[position]
  const script = isNow ? execution.script_now : (step?.script ?? execution.script)
  const line = isNow && execution.line > 0 ? execution.line : (step?.line ?? null)
  const source = execution.sources[script]
  return (
    <div className="flex h-full flex-col">
      <Head botId={botId} execution={execution} />
      <div className="flex min-h-0 flex-1 max-lg:flex-col max-lg:overflow-y-auto">
        <section
          aria-label={script}
          className="flex min-w-0 flex-1 flex-col max-lg:h-[50dvh] max-lg:flex-none max-lg:border-b max-lg:border-line"
        >
          <p className="flex h-9 shrink-0 items-center border-b border-line px-3 font-mono text-xs">
            {script}
            {line !== null && `:${line}`}
          </p>
          <div className="min-h-0 flex-1">
            {source === undefined ? (
              <p className="p-4 text-mute">{t`O texto deste script não está mais guardado.`}</p>
            ) : (
              <CodeEditor
                key={script}
                path={script}
                text={source}
                marked={line}
                {...(keywords ? { keywords } : {})}
              />
            )}
          </div>
        </section>
        <aside
          aria-label={t`Passo a passo`}
          className={cn('w-[380px] shrink-0 border-line lg:overflow-y-auto lg:border-l', 'max-lg:w-full')}
        >
          <Replay execution={execution} steps={steps} position={position} onMove={setChosen} />
        </aside>
      </div>
    </div>
  )
}

function Head({ botId, execution }: { botId: string; execution: ExecutionDetail }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const names = useStatusNames()
  const kinds = useKindNames()
  const waitNames = useWaitNames()
  const { status, wait_kind: wait, wait_until: until, conversation_id: conversationId } = execution
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-3 py-2">
      <Link
        to="/configuracoes/bots/$id/execucoes"
        params={{ id: botId }}
        search={{}}
        aria-label={t`Voltar`}
        className="grid size-8 place-items-center rounded-md text-mute hover:bg-raised"
      >
        <ArrowLeft size={16} />
      </Link>
      <h2 className="font-semibold wrap-anywhere">{execution.contact_name ?? kinds(execution.kind)}</h2>
      <Badge tone={STATUS_TONES[status]}>{names[status]}</Badge>
      <span className="text-xs text-mute">
        {wait && waitNames(wait)}
        {until && ` ${t`até ${moment(until)}`}`}
        {wait && ' · '}
        {t`Versão ${execution.version}`} · {moment(execution.started_at)}
      </span>
      <span className="ml-auto flex gap-2">
        {conversationId && (
          <Button asChild size="sm" icon={<MessageSquare size={13} />}>
            <Link to="/conversas/$id" params={{ id: conversationId }} search={{}}>{t`Ver a conversa`}</Link>
          </Button>
        )}
        {status === 'waiting' && <Cancel botId={botId} id={execution.id} />}
      </span>
    </header>
  )
}

function Cancel({ botId, id }: { botId: string; id: string }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const { mutate, isPending } = useMutation({
    mutationFn: () => cancelExecution(botId, id),
    onError: showProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ['executions'] }),
  })
  return (
    <>
      <Button
        size="sm"
        icon={<CircleSlash size={13} />}
        disabled={isPending}
        onClick={() => setIsAsking(true)}
      >
        {t`Cancelar execução`}
      </Button>
      {isAsking && (
        <Confirm
          title={t`Cancelar esta execução?`}
          action={t`Cancelar execução`}
          onConfirm={mutate}
          onClose={() => setIsAsking(false)}
        >
          {t`O script não continua de onde parou: a próxima mensagem do cliente começa do início.`}
        </Confirm>
      )}
    </>
  )
}
