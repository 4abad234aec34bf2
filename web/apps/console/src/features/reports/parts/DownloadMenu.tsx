import { Button, Menu, MenuItem } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Download, FileSpreadsheet, FileText } from 'lucide-react'
import { useState } from 'react'
import { showProblem } from '@/app/showProblem'
import { download } from '../api'
import { isComplete, type Draft } from '../definition'

/** The numbers as a file. */
export function DownloadMenu({ name, draft }: { name: string; draft: Draft }) {
  const { t } = useLingui()
  const [isFetching, setIsFetching] = useState(false)
  async function fetchFile(format: 'csv' | 'pdf', separator: ',' | ';' = ',') {
    setIsFetching(true)
    try {
      await download({ definition: draft, name, format, separator })
    } catch (problem) {
      showProblem(problem)
    }
    setIsFetching(false)
  }
  return (
    <Menu
      trigger={
        <Button icon={<Download size={15} />} disabled={isFetching || !isComplete(draft)}>
          {isFetching ? t`Preparando…` : t`Baixar`}
        </Button>
      }
    >
      <MenuItem icon={<FileText size={15} />} onChoose={() => void fetchFile('pdf')}>
        {t`PDF, com gráfico`}
      </MenuItem>
      <MenuItem icon={<FileSpreadsheet size={15} />} onChoose={() => void fetchFile('csv', ';')}>
        {t`CSV para Excel em português (;)`}
      </MenuItem>
      <MenuItem icon={<FileSpreadsheet size={15} />} onChoose={() => void fetchFile('csv')}>
        {t`CSV com vírgulas`}
      </MenuItem>
    </Menu>
  )
}
