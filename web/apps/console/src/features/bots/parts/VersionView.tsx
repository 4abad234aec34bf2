import type { BotVersion } from '@attendance/api'
import { Badge, Button, cn, Select, Segmented, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Confirm } from '@/app/Confirm'
import { PHONE, useMedia, WIDE } from '@/app/layout'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { changesQuery, filesQuery, restoreVersion, versionQuery } from '../api'
import { compared, type Compared } from '../versions'
import { VersionFile } from './VersionFile'

interface VersionViewProps {
  botId: string
  version: BotVersion
  published: number | null
  path: string | null
}

/** One version: its files beside the draft's, and the way back to it. */
export function VersionView({ botId, version, published, path }: VersionViewProps) {
  const { t } = useLingui()
  const isPhone = useMedia(PHONE)
  const [mode, setMode] = useState<'diff' | 'text'>('diff')
  const files = useCompared(botId, version.number, published)
  const shown =
    files?.find((one) => one.path === path) ?? files?.find(({ isEqual }) => !isEqual) ?? files?.[0]
  return (
    <section aria-label={t`Versão ${version.number}`} className="flex min-w-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        {isPhone && (
          <Link
            to="/configuracoes/bots/$id/versoes"
            params={{ id: botId }}
            search={{}}
            aria-label={t`Voltar`}
            className="grid size-8 place-items-center rounded-md text-mute"
          >
            <ArrowLeft size={16} />
          </Link>
        )}
        <h2 className="font-semibold">{t`Versão ${version.number}`}</h2>
        <Segmented
          label={t`Mostrar como`}
          value={mode}
          onChange={setMode}
          options={[
            { value: 'diff', label: t`Diferenças para o rascunho` },
            { value: 'text', label: t`Texto` },
          ]}
        />
        <Restore botId={botId} version={version} />
      </header>
      {!files || !shown ? (
        <SkeletonRows count={4} label={t`Carregando`} />
      ) : (
        <div className="flex min-h-0 flex-1 max-lg:flex-col">
          <FileChoice botId={botId} number={version.number} files={files} shown={shown.path} />
          <VersionFile key={shown.path} botId={botId} number={version.number} file={shown} mode={mode} />
        </div>
      )}
    </section>
  )
}

/** Beside the text where there is room, else a list to choose from. */
function FileChoice({
  botId,
  number,
  files,
  shown,
}: {
  botId: string
  number: number
  files: Compared[]
  shown: string
}) {
  const { t } = useLingui()
  const isWide = useMedia(WIDE)
  const navigate = useNavigate()
  const names = { equal: t`igual`, different: t`diferente` }
  if (!isWide) {
    return (
      <div className="border-b border-line p-2">
        <Select
          aria-label={t`Arquivo`}
          value={shown}
          onChange={(event) =>
            void navigate({
              to: '/configuracoes/bots/$id/versoes',
              params: { id: botId },
              search: { version: number, file: event.target.value },
            })
          }
        >
          {files.map(({ path, isEqual }) => (
            <option key={path} value={path}>
              {path} — {isEqual ? names.equal : names.different}
            </option>
          ))}
        </Select>
      </div>
    )
  }
  return (
    <ul className="w-52 shrink-0 overflow-y-auto border-r border-line p-2">
      {files.map(({ path, isEqual }) => (
        <li key={path}>
          <Link
            to="/configuracoes/bots/$id/versoes"
            params={{ id: botId }}
            search={{ version: number, file: path }}
            aria-current={path === shown ? 'page' : undefined}
            className={cn(
              'flex h-8 items-center gap-2 rounded-md px-2',
              path === shown ? 'bg-brand-soft text-brand-text' : 'hover:bg-raised',
            )}
          >
            <span className="min-w-0 flex-1 truncate" title={path}>
              {path}
            </span>
            {!isEqual && <Badge tone="warn">{names.different}</Badge>}
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Restore({ botId, version }: { botId: string; version: BotVersion }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const mayManage = may(useMe(), 'bots.manage')
  const [isAsking, setIsAsking] = useState(false)
  const { mutate, isPending } = useMutation({
    mutationFn: () => restoreVersion(botId, version.number),
    onSuccess: async (publication) => {
      await client.invalidateQueries({ queryKey: ['bots'] })
      const now = publication.version.number
      toast.success(t`A versão ${version.number} vale de novo, como versão ${now}.`)
      await navigate({
        to: '/configuracoes/bots/$id/versoes',
        params: { id: botId },
        search: { version: now },
      })
    },
    onError: showProblem,
  })
  if (!mayManage || version.is_published) return null
  return (
    <>
      <Button
        className="ml-auto"
        icon={<RotateCcw size={14} />}
        disabled={isPending}
        onClick={() => setIsAsking(true)}
      >
        {t`Restaurar`}
      </Button>
      {isAsking && (
        <Confirm
          title={t`Restaurar a versão ${version.number}?`}
          action={t`Restaurar`}
          onConfirm={mutate}
          onClose={() => setIsAsking(false)}
        >
          {t`Ela é publicada de novo, como uma versão nova, e vale a partir da próxima mensagem. Um rascunho com mudanças próprias fica como está.`}
        </Confirm>
      )}
    </>
  )
}

function useCompared(botId: string, number: number, published: number | null): Compared[] | null {
  const version = useQuery(versionQuery(botId, number))
  const current = useQuery({ ...versionQuery(botId, published ?? number), enabled: published !== null })
  const files = useQuery(filesQuery(botId))
  const changes = useQuery(changesQuery(botId))
  if (!version.data || !files.data || !changes.data) return null
  return compared(version.data.files, current.data?.files ?? {}, {
    draft: files.data.map(({ path }) => path),
    changed: changes.data.files.map(({ path }) => path),
  })
}
