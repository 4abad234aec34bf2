import type { BotFile } from '@attendance/api'
import { cn, IconButton, Menu, MenuItem, MenuLine } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import {
  BookOpen,
  Download,
  EllipsisVertical,
  FileCode2,
  FilePlus2,
  FileSpreadsheet,
  FileText,
  FlaskConical,
  Pencil,
  Trash2,
  Upload,
} from 'lucide-react'
import { useStore } from 'zustand'
import { downloadAddress } from '../api'
import { groupsOf, START, type FileKind, type Group } from '../files'
import { standingOf, type Workbench } from '../workbench'
import type { Asked } from './FileDialogs'

interface FileTreeProps {
  botId: string
  bench: Workbench
  files: readonly BotFile[]
  shown: string | null
  mayManage: boolean
  onOpen: (path: string) => void
  onAsk: (asked: Asked) => void
}

const ICONS: Record<FileKind, typeof FileText> = {
  script: FileCode2,
  test: FlaskConical,
  config: FileSpreadsheet,
  attendants: FileSpreadsheet,
  about: FileText,
  knowledge: BookOpen,
}

/** The bot's folder. */
export function FileTree({ botId, files, mayManage, onAsk, ...rest }: FileTreeProps) {
  const { t } = useLingui()
  const titles: Record<Group['kind'], string> = {
    scripts: t`Scripts`,
    tests: t`Testes`,
    settings: t`Configuração`,
    knowledge: t`Conhecimento (kb)`,
  }
  return (
    <nav aria-label={t`Arquivos do bot`} className="pb-4">
      <div className="flex items-center gap-0.5 px-2 pt-2">
        <h2 className="flex-1 px-1.5 text-xs font-medium text-mute [[role=dialog]_&]:invisible">{t`Arquivos`}</h2>
        {mayManage && (
          <IconButton
            label={t`Novo arquivo`}
            icon={<FilePlus2 size={15} />}
            onClick={() => onAsk({ what: 'new' })}
          />
        )}
        {mayManage && (
          <IconButton
            label={t`Enviar arquivos ou ZIP`}
            icon={<Upload size={15} />}
            onClick={() => onAsk({ what: 'upload' })}
          />
        )}
        <a
          href={downloadAddress(botId)}
          download
          aria-label={t`Baixar tudo em ZIP`}
          title={t`Baixar tudo em ZIP`}
          className="grid size-8 place-items-center rounded-md text-mute hover:bg-raised hover:text-ink"
        >
          <Download size={15} />
        </a>
      </div>
      {groupsOf(files).map((group) => (
        <section key={group.kind} aria-label={titles[group.kind]} className="px-2 pt-3">
          <h3 className="px-1.5 pb-1 text-2xs font-medium text-mute">{titles[group.kind]}</h3>
          <ul>
            {group.files.map((file) => (
              <FileRow key={file.path} file={file} mayManage={mayManage} onAsk={onAsk} {...rest} />
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

type RowProps = Omit<FileTreeProps, 'botId' | 'files'> & { file: BotFile }

function FileRow({ file, bench, shown, mayManage, onOpen, onAsk }: RowProps) {
  const { t } = useLingui()
  const { path } = file
  const standing = useStore(bench.store, ({ docs }) => (docs[path] ? standingOf(docs[path]) : 'saved'))
  const isShown = path === shown
  const Icon = ICONS[file.kind]
  return (
    <li className={cn('group flex items-center rounded-md', isShown ? 'bg-brand-soft' : 'hover:bg-raised')}>
      <button
        type="button"
        aria-current={isShown ? 'page' : undefined}
        onClick={() => onOpen(path)}
        className={cn(
          'flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 text-left',
          isShown && 'font-medium text-brand-text',
        )}
      >
        <Icon size={15} aria-hidden className={cn('shrink-0', !isShown && 'text-mute')} />
        <span className="min-w-0 flex-1 truncate" title={path}>
          {path.replace(/^kb\//, '')}
        </span>
        {path === START && (
          <span className="shrink-0 text-2xs text-mute group-hover:hidden group-focus-within:hidden">{t`início`}</span>
        )}
        {standing !== 'saved' && (
          <span
            role="img"
            aria-label={standing === 'conflict' ? t`em conflito` : t`não salvo`}
            className={cn(
              'size-2 shrink-0 rounded-full',
              standing === 'conflict' || standing === 'failed' ? 'bg-danger' : 'bg-away',
            )}
          />
        )}
      </button>
      {mayManage && (
        <Menu
          trigger={
            <IconButton
              label={t`Ações de ${path}`}
              icon={<EllipsisVertical size={14} />}
              className="size-7 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 [@media(hover:none)]:opacity-100"
            />
          }
        >
          <MenuItem icon={<Pencil size={14} />} onChoose={() => onAsk({ what: 'rename', file })}>
            {t`Renomear`}
          </MenuItem>
          <MenuLine />
          <MenuItem isDangerous icon={<Trash2 size={14} />} onChoose={() => onAsk({ what: 'delete', file })}>
            {t`Excluir`}
          </MenuItem>
        </Menu>
      )}
    </li>
  )
}
