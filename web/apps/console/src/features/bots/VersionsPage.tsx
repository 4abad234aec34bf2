import type { BotVersion } from '@attendance/api'
import { Badge, Button, cn, Empty } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { PHONE, useMedia } from '@/app/layout'
import { Loaded } from '@/app/shell/Loaded'
import { versionsQuery } from './api'
import { VersionView } from './parts/VersionView'

const FROM = '/shell/configuracoes/bots/$id/versoes'

/** What was published so far, each with its files, against the draft. */
export function VersionsPage() {
  const { t } = useLingui()
  const id = useParams({ from: FROM, select: (params) => params.id })
  const search = useSearch({ from: FROM })
  const isPhone = useMedia(PHONE)
  const query = useInfiniteQuery(versionsQuery(id))
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const versions = pages.flatMap((page) => page.items)
        const shown =
          versions.find(({ number }) => number === search.version) ?? (isPhone ? undefined : versions[0])
        if (versions.length === 0) {
          return (
            <Empty icon={<History size={18} />} title={t`Nada publicado ainda`}>
              {t`Cada publicação fica guardada aqui, para ver, comparar e restaurar.`}
            </Empty>
          )
        }
        return (
          <div className="flex h-full">
            {(!isPhone || !shown) && (
              <nav
                aria-label={t`Versões`}
                className="w-72 shrink-0 overflow-y-auto border-r border-line p-2 max-md:w-full"
              >
                <ul className="space-y-0.5">
                  {versions.map((version) => (
                    <VersionRow key={version.number} id={id} version={version} isShown={version === shown} />
                  ))}
                </ul>
                {query.hasNextPage && (
                  <Button
                    className="mt-2 w-full"
                    onClick={() => void query.fetchNextPage()}
                  >{t`Carregar mais`}</Button>
                )}
              </nav>
            )}
            {shown && (
              <VersionView
                key={shown.number}
                botId={id}
                version={shown}
                published={versions.find((one) => one.is_published)?.number ?? null}
                path={search.file ?? null}
              />
            )}
          </div>
        )
      }}
    </Loaded>
  )
}

function VersionRow({ id, version, isShown }: { id: string; version: BotVersion; isShown: boolean }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const { number, note, restored_from: restoredFrom } = version
  return (
    <li>
      <Link
        to="/configuracoes/bots/$id/versoes"
        params={{ id }}
        search={{ version: number }}
        aria-current={isShown ? 'page' : undefined}
        className={cn('block rounded-md px-2.5 py-2', isShown ? 'bg-brand-soft' : 'hover:bg-raised')}
      >
        <span className="flex items-center gap-2">
          <span className="font-medium">{t`Versão ${number}`}</span>
          {version.is_published && <Badge tone="ok">{t`publicada`}</Badge>}
          {restoredFrom !== null && <Badge>{t`restaurada da ${restoredFrom}`}</Badge>}
        </span>
        {note && <span className="line-clamp-2 wrap-anywhere">{note}</span>}
        <span className="block text-xs text-mute">
          {moment(version.published_at)} · {version.published_by_name ?? t`linha de comando`}
        </span>
      </Link>
    </li>
  )
}
