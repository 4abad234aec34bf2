import type { BotFile } from '@attendance/api'
import { Empty, Failed, Segmented, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { problemText } from '@/app/problems'
import { botQuery, keywordsQuery, readFile } from '../api'
import { ConfigForm } from '../config/ConfigForm'
import { CodeEditor } from '../editor/lazy'
import type { Goal } from '../editor/CodeEditor'
import { CONFIG } from '../files'
import { useFindings } from '../useFindings'
import { useDoc } from '../useWorkbench'
import type { Doc, Workbench } from '../workbench'
import { ConflictBar } from './ConflictBar'
import { FindingList } from './FindingList'
import { SaveMark } from './SaveMark'

interface FilePaneProps {
  botId: string
  bench: Workbench
  file: BotFile
  place: { line?: number; column?: number }
  marked: number | null
  mayManage: boolean
  tools: ReactNode
}

/** The open file: its text, what is wrong with it, and how its saving stands. */
export function FilePane(props: FilePaneProps) {
  const { botId, bench, file, tools } = props
  const { t } = useLingui()
  const doc = useDoc(bench, file.path)
  const query = useQuery({
    queryKey: ['bots', botId, 'files', file.path],
    queryFn: () => readFile(botId, file.path),
    staleTime: 0,
    enabled: file.is_text,
  })
  const { data } = query
  useEffect(() => {
    if (data) bench.opened(data)
  }, [bench, data])
  return (
    <>
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
        <h2 className="min-w-0 truncate font-mono text-xs font-medium">{file.path}</h2>
        {doc && <SaveMark doc={doc} onSave={() => void bench.save(file.path)} />}
        <div className="ml-auto flex gap-2">{tools}</div>
      </header>
      {doc ? (
        <OpenFile {...props} doc={doc} />
      ) : !file.is_text ? (
        <Empty icon={<FileQuestion size={18} />} title={t`Este arquivo não é texto`}>
          {t`Ele faz parte do conhecimento do bot. Para mudá-lo, envie outro com o mesmo nome.`}
        </Empty>
      ) : query.isError ? (
        <Failed
          title={t`O arquivo não carregou`}
          detail={problemText(query.error)}
          retryLabel={t`Tentar de novo`}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <SkeletonRows count={4} label={t`Carregando`} />
      )}
    </>
  )
}

function OpenFile({ botId, bench, file, place, marked, mayManage, doc }: FilePaneProps & { doc: Doc }) {
  const { t } = useLingui()
  const { path } = file
  const { data: keywords } = useQuery(keywordsQuery)
  const { data: bot } = useQuery(botQuery(botId))
  const [asForm, setAsForm] = useState(place.line === undefined)
  const [chosen, setChosen] = useState<Goal | null>(null)
  const fromAddress = useMemo(
    () => (place.line === undefined ? null : { line: place.line, column: place.column ?? 1 }),
    [place.line, place.column],
  )
  const findings = useFindings(botId, path, doc.text)
  const change = mayManage ? (text: string) => bench.edited(path, text) : undefined
  const isForm = path === CONFIG && asForm && bot !== undefined
  return (
    <>
      {path === CONFIG && (
        <div className="border-b border-line px-3 py-1.5">
          <Segmented
            label={t`Mostrar como`}
            value={asForm ? 'form' : 'text'}
            onChange={(value) => setAsForm(value === 'form')}
            options={[
              { value: 'form', label: t`Formulário` },
              { value: 'text', label: t`Texto` },
            ]}
          />
        </div>
      )}
      {doc.conflict && <ConflictBar bench={bench} doc={doc} />}
      <div className="min-h-0 flex-1">
        {isForm ? (
          <ConfigForm bot={bot} text={doc.text} findings={findings} onChange={change} />
        ) : (
          <CodeEditor
            path={path}
            text={doc.text}
            findings={findings}
            {...(keywords ? { keywords } : {})}
            marked={marked}
            goal={chosen ?? fromAddress}
            onSave={() => void bench.save(path)}
            {...(change ? { onChange: change } : {})}
          />
        )}
      </div>
      <FindingList
        findings={findings}
        onGo={({ line, column }) => {
          setAsForm(false)
          setChosen({ line, column })
        }}
      />
    </>
  )
}
