import type { BotFile } from '@attendance/api'
import { Button, Empty, Failed, Sheet, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { FilePlus2, FolderTree, MessageCircle } from 'lucide-react'
import { useState } from 'react'
import { PHONE, useMedia, WIDE } from '@/app/layout'
import { may } from '@/app/permissions'
import { problemText } from '@/app/problems'
import { useMe } from '@/app/session'
import { filesQuery } from './api'
import { firstFile } from './files'
import { FileDialogs, type Asked } from './parts/FileDialogs'
import { FilePane } from './parts/FilePane'
import { FileTree } from './parts/FileTree'
import { TryChat } from './tryout/TryChat'
import { useTryout } from './tryout/useTryout'
import { useWorkbench } from './useWorkbench'

const FROM = '/shell/configuracoes/bots/$id/'

/** The files, the one that is open, and a chat to try it: beside each other, or behind buttons where it is narrow. */
export function FilesPage() {
  const { t } = useLingui()
  const id = useParams({ from: FROM, select: (params) => params.id })
  const query = useQuery(filesQuery(id))
  if (query.data) return <Files id={id} files={query.data} />
  if (!query.isError) return <SkeletonRows count={5} label={t`Carregando`} />
  return (
    <Failed
      title={t`Os arquivos não carregaram`}
      detail={problemText(query.error)}
      retryLabel={t`Tentar de novo`}
      onRetry={() => void query.refetch()}
    />
  )
}

function Files({ id, files }: { id: string; files: readonly BotFile[] }) {
  const { t } = useLingui()
  const isPhone = useMedia(PHONE)
  const isWide = useMedia(WIDE)
  const mayManage = may(useMe(), 'bots.manage')
  const bench = useWorkbench(id)
  const tryout = useTryout(id, bench)
  const search = useSearch({ from: FROM })
  const navigate = useNavigate()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [sheet, setSheet] = useState<'files' | 'chat' | null>(null)
  const path = files.some((file) => file.path === search.file) ? (search.file ?? null) : firstFile(files)
  const file = files.find((one) => one.path === path)

  function open(next: string, line?: number, column?: number) {
    setSheet(null)
    const place = line === undefined ? {} : { line, ...(column === undefined ? {} : { column }) }
    void navigate({ to: '/configuracoes/bots/$id', params: { id }, search: { file: next, ...place } })
  }

  const tree = (
    <FileTree
      botId={id}
      bench={bench}
      files={files}
      shown={path}
      mayManage={mayManage}
      onOpen={open}
      onAsk={setAsked}
    />
  )
  const chat = <TryChat tryout={tryout} onOpen={open} />
  return (
    <div className="flex h-full">
      {!isPhone && <aside className="w-56 shrink-0 overflow-y-auto border-r border-line">{tree}</aside>}
      <section aria-label={path ?? t`Arquivos`} className="flex min-w-0 flex-1 flex-col">
        {file ? (
          <FilePane
            key={file.path}
            botId={id}
            bench={bench}
            file={file}
            place={search}
            marked={tryout.place?.script === file.path ? tryout.place.line : null}
            mayManage={mayManage}
            tools={
              <>
                {isPhone && (
                  <Button size="sm" icon={<FolderTree size={14} />} onClick={() => setSheet('files')}>
                    {t`Arquivos`}
                  </Button>
                )}
                {!isWide && mayManage && (
                  <Button size="sm" icon={<MessageCircle size={14} />} onClick={() => setSheet('chat')}>
                    {t`Testar`}
                  </Button>
                )}
              </>
            }
          />
        ) : (
          <Empty
            icon={<FilePlus2 size={18} />}
            title={t`Nenhum arquivo`}
            action={
              mayManage && (
                <Button look="primary" onClick={() => setAsked({ what: 'new' })}>{t`Novo arquivo`}</Button>
              )
            }
          >
            {t`A conversa começa em start.bas. Sem ele, o bot só cumprimenta e transfere.`}
          </Empty>
        )}
      </section>
      {isWide && mayManage && <aside className="w-[360px] shrink-0 border-l border-line">{chat}</aside>}
      {sheet === 'files' && (
        <Sheet title={t`Arquivos`} closeLabel={t`Fechar`} onClose={() => setSheet(null)}>
          {tree}
        </Sheet>
      )}
      {sheet === 'chat' && !isWide && (
        <Sheet title={t`Testar`} closeLabel={t`Fechar`} onClose={() => setSheet(null)}>
          {chat}
        </Sheet>
      )}
      {asked && (
        <FileDialogs
          botId={id}
          bench={bench}
          files={files}
          asked={asked}
          onOpen={open}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  )
}
