import type { Bot } from '@attendance/api'
import { Badge, Button, cn, Failed, SkeletonRows, Switch } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { ArrowLeft, FlaskConical, Rocket } from 'lucide-react'
import { useState } from 'react'
import { may } from '@/app/permissions'
import { problemText } from '@/app/problems'
import { useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { botQuery, changeBot, changesQuery } from './api'
import { PublishDialog } from './parts/PublishDialog'
import { TestsDialog } from './parts/TestsDialog'
import { useWorkbench } from './useWorkbench'

/** One bot: its files, its versions, what it is doing; publishing from everywhere. */
export function BotPage() {
  const { t } = useLingui()
  const id = useParams({ from: '/shell/configuracoes/bots/$id', select: (params) => params.id })
  const query = useQuery(botQuery(id))
  if (query.data) return <Frame key={id} bot={query.data} />
  if (!query.isError) return <SkeletonRows count={6} label={t`Carregando`} />
  return (
    <Failed
      title={t`O bot não carregou`}
      detail={problemText(query.error)}
      retryLabel={t`Tentar de novo`}
      onRetry={() => void query.refetch()}
    />
  )
}

function Frame({ bot }: { bot: Bot }) {
  const mayManage = may(useMe(), 'bots.manage')
  const bench = useWorkbench(bot.id)
  const navigate = useNavigate()
  const [shown, setShown] = useState<'publish' | 'tests' | null>(null)

  async function show(what: 'publish' | 'tests') {
    await bench.saveAll()
    setShown(what)
  }

  function open(file: string, line: number) {
    setShown(null)
    void navigate({ to: '/configuracoes/bots/$id', params: { id: bot.id }, search: { file, line } })
  }

  return (
    <div className="flex h-full flex-col bg-panel">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5 max-md:px-3">
        <Title bot={bot} mayManage={mayManage} />
        <Tabs id={bot.id} />
        {mayManage && (
          <>
            <TestsButton onTest={() => void show('tests')} />
            <PublishButton id={bot.id} onPublish={() => void show('publish')} />
          </>
        )}
      </header>
      <div className="min-h-0 flex-1">
        <Outlet />
      </div>
      {shown === 'publish' && <PublishDialog bot={bot} onClose={() => setShown(null)} />}
      {shown === 'tests' && <TestsDialog botId={bot.id} onOpen={open} onClose={() => setShown(null)} />}
    </div>
  )
}

function TestsButton({ onTest }: { onTest: () => void }) {
  const { t } = useLingui()
  return (
    <Button
      size="sm"
      className="ml-auto"
      icon={<FlaskConical size={14} />}
      title={t`Toca as conversas de *.test.bas com o rascunho`}
      onClick={onTest}
    >
      {t`Rodar testes`}
    </Button>
  )
}

function Title({ bot, mayManage }: { bot: Bot; mayManage: boolean }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (isActive: boolean) => changeBot(bot.id, { is_active: isActive }),
    onError: showProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ['bots'] }),
  })
  return (
    <div className="flex min-w-0 items-center gap-2 max-md:w-full">
      <Link
        to="/configuracoes/bots"
        aria-label={t`Voltar`}
        className="-ml-1 grid size-8 shrink-0 place-items-center rounded-md text-mute hover:bg-raised"
      >
        <ArrowLeft size={17} />
      </Link>
      <h1 className="min-w-0 truncate text-base font-semibold" title={bot.name}>
        {bot.name}
      </h1>
      {bot.version === null ? (
        <Badge tone="warn" className="shrink-0">{t`Só rascunho`}</Badge>
      ) : (
        <Badge tone={bot.is_active ? 'ok' : 'neutral'} className="shrink-0">{t`Versão ${bot.version}`}</Badge>
      )}
      <span className="ml-1 flex shrink-0 items-center max-md:ml-auto">
        <Switch
          label={t`${bot.name} ativo`}
          isOn={isPending ? variables : bot.is_active}
          isDisabled={!mayManage}
          onChange={mutate}
        />
      </span>
    </div>
  )
}

function Tabs({ id }: { id: string }) {
  const { t } = useLingui()
  const mayManage = may(useMe(), 'bots.manage')
  const look = {
    className: cn('rounded-md px-2.5 py-1.5 font-medium text-mute hover:bg-raised hover:text-ink'),
    activeProps: { className: 'bg-brand-soft! text-brand-text!' },
    params: { id },
  }
  return (
    <nav aria-label={t`Partes do bot`} className="mr-auto flex gap-0.5 md:ml-3">
      <Link to="/configuracoes/bots/$id" activeOptions={{ exact: true, includeSearch: false }} {...look}>
        {t`Arquivos`}
      </Link>
      <Link to="/configuracoes/bots/$id/versoes" {...look}>{t`Versões`}</Link>
      {mayManage && <Link to="/configuracoes/bots/$id/execucoes" {...look}>{t`Execuções`}</Link>}
    </nav>
  )
}

function PublishButton({ id, onPublish }: { id: string; onPublish: () => void }) {
  const { t } = useLingui()
  const { data } = useQuery(changesQuery(id))
  const count = data?.files.length ?? 0
  return (
    <div className="flex items-center gap-3">
      {data && (
        <span className="text-xs text-mute max-lg:hidden">
          {count === 0
            ? t`Tudo publicado`
            : plural(count, { one: '# arquivo mudou', other: '# arquivos mudaram' })}
        </span>
      )}
      <Button
        look={count > 0 || data?.version === null ? 'primary' : 'plain'}
        icon={<Rocket size={15} />}
        onClick={onPublish}
      >
        {t`Publicar`}
      </Button>
    </div>
  )
}
