import { Empty, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import { useMedia, WIDE } from '@/app/layout'
import { readFile, versionTextQuery } from '../api'
import { CodeEditor, DiffView } from '../editor/lazy'
import type { Compared } from '../versions'

interface VersionFileProps {
  botId: string
  number: number
  file: Compared
  mode: 'diff' | 'text'
}

/** One file as it was then, alone or against the draft. */
export function VersionFile({ botId, number, file, mode }: VersionFileProps) {
  const { t } = useLingui()
  const isWide = useMedia(WIDE)
  const { path, isInVersion, isInDraft } = file
  const then = useQuery({ ...versionTextQuery(botId, number, path), enabled: isInVersion })
  const now = useQuery({
    queryKey: ['bots', botId, 'files', path],
    queryFn: () => readFile(botId, path),
    enabled: isInDraft,
    staleTime: 0,
  })
  if ((isInVersion && !then.data) || (isInDraft && !now.data))
    return <SkeletonRows count={4} label={t`Carregando`} />
  const before = isInVersion ? (then.data?.text ?? null) : ''
  const after = isInDraft ? (now.data?.text ?? null) : ''
  if (before === null || after === null) {
    return (
      <Empty icon={<FileQuestion size={18} />} title={t`Este arquivo não é texto`}>
        {t`Ele só pode ser comparado depois de baixado.`}
      </Empty>
    )
  }
  if (mode === 'text') {
    return isInVersion ? (
      <div className="min-h-0 min-w-0 flex-1">
        <CodeEditor path={path} text={before} />
      </div>
    ) : (
      <Empty title={t`Este arquivo não existia nesta versão.`} />
    )
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <p className="flex gap-4 border-b border-line px-3 py-1.5 text-xs text-mute">
        {before === after ? (
          t`Igual ao rascunho.`
        ) : isWide ? (
          <>
            <span className="flex-1">{t`Versão ${number}`}</span>
            <span className="flex-1">{t`Rascunho`}</span>
          </>
        ) : (
          t`Vermelho: só na versão ${number}. Verde: só no rascunho.`
        )}
      </p>
      <div className="min-h-0 flex-1">
        <DiffView path={path} before={before} after={after} isUnified={!isWide} />
      </div>
    </div>
  )
}
