import type { BotFile } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Confirm } from '@/app/Confirm'
import { showProblem } from '@/app/showProblem'
import { deleteFile, forgetFiles } from '../api'
import type { Workbench } from '../workbench'
import { NewFileDialog } from './NewFileDialog'
import { RenameDialog } from './RenameDialog'
import { UploadDialog } from './UploadDialog'

export type Asked = { what: 'new' } | { what: 'upload' } | { what: 'rename' | 'delete'; file: BotFile }

interface FileDialogsProps {
  botId: string
  bench: Workbench
  files: readonly BotFile[]
  asked: Asked
  onOpen: (path: string) => void
  onClose: () => void
}

/** What the file tree asks about. */
export function FileDialogs({ botId, bench, files, asked, onOpen, onClose }: FileDialogsProps) {
  const { t } = useLingui()
  const client = useQueryClient()
  const common = { botId, files, onOpen, onClose }

  async function remove(file: BotFile) {
    try {
      await deleteFile(botId, file)
      bench.forget(file.path)
    } catch (problem) {
      showProblem(problem)
    }
    await forgetFiles(client, botId)
  }

  switch (asked.what) {
    case 'new':
      return <NewFileDialog {...common} />
    case 'upload':
      return <UploadDialog botId={botId} onClose={onClose} />
    case 'rename':
      return <RenameDialog {...common} bench={bench} file={asked.file} />
    case 'delete':
      return (
        <Confirm
          title={t`Excluir ${asked.file.path}?`}
          action={t`Excluir arquivo`}
          onConfirm={() => void remove(asked.file)}
          onClose={onClose}
        >
          {t`O arquivo sai do rascunho. O que está publicado continua até a próxima publicação.`}
        </Confirm>
      )
  }
}
