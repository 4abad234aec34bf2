import type { Report, ReportCatalogue } from '@attendance/api'
import { Button, cn, IconButton, Menu, MenuItem, MenuLine } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { CalendarClock, Copy, Ellipsis, Pencil, Save, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Confirm } from '@/app/Confirm'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { changeReport, deleteReport } from '../api'
import { draftOf, isComplete, isSame, type Draft } from '../definition'
import { Builder } from './Builder'
import { DownloadMenu } from './DownloadMenu'
import { Preview } from './Preview'
import { SaveDialog } from './SaveDialog'
import { SchedulesDialog } from './SchedulesDialog'

interface WorkbenchProps {
  catalogue: ReportCatalogue
  initial: Draft
  name: string
  report?: Report
}

/** The question on the left, its answer on the right; on a phone a saved report begins with its answer. */
export function Workbench({ catalogue, initial, name, report }: WorkbenchProps) {
  const { t } = useLingui()
  const [draft, setDraft] = useState(initial)
  return (
    <Page
      title={name}
      description={report?.description}
      back={{ to: '/relatorios' }}
      actions={
        <>
          <DownloadMenu name={name} draft={draft} />
          <Saving draft={draft} name={name} report={report} />
        </>
      }
    >
      <div className="grid items-start gap-5 lg:grid-cols-[290px_minmax(0,1fr)]">
        <section
          aria-label={t`O que o relatório pergunta`}
          className={cn('rounded-xl border border-line bg-panel p-4', report && 'max-lg:order-2')}
        >
          <Builder catalogue={catalogue} draft={draft} onChange={setDraft} />
        </section>
        <section aria-label={t`Números`} className="min-w-0">
          <Preview title={name} draft={draft} onChange={setDraft} />
        </section>
      </div>
    </Page>
  )
}

type Open = 'save' | 'rename' | 'mail' | 'delete' | null

function Saving({ draft, name, report }: { draft: Draft; name: string; report: Report | undefined }) {
  const { t } = useLingui()
  const me = useMe()
  const navigate = useNavigate()
  const [open, setOpen] = useState<Open>(null)
  const mayChange = report && (report.is_mine || (report.is_shared && may(me, 'reports.manage')))
  const isChanged = report !== undefined && !isSame(draft, draftOf(report.definition))
  if (!may(me, 'reports.write')) return null

  async function keep(changed: Report) {
    try {
      await changeReport(changed.id, { definition: draft })
      toast.success(t`Relatório salvo`)
    } catch (problem) {
      showProblem(problem)
    }
  }

  async function remove(gone: Report) {
    try {
      await deleteReport(gone.id)
      await navigate({ to: '/relatorios' })
    } catch (problem) {
      showProblem(problem)
    }
  }

  return (
    <>
      {report && (
        <Button icon={<CalendarClock size={15} />} onClick={() => setOpen('mail')}>
          {t`Enviar por e-mail`}
        </Button>
      )}
      {report && mayChange ? (
        <Button
          look="primary"
          icon={<Save size={15} />}
          disabled={!isChanged || !isComplete(draft)}
          onClick={() => void keep(report)}
        >
          {t`Salvar`}
        </Button>
      ) : (
        <Button
          look="primary"
          icon={<Save size={15} />}
          disabled={!isComplete(draft)}
          onClick={() => setOpen('save')}
        >
          {report ? t`Salvar uma cópia` : t`Salvar`}
        </Button>
      )}
      {report && mayChange && (
        <Menu trigger={<IconButton look="plain" label={t`Mais ações`} icon={<Ellipsis size={16} />} />}>
          <MenuItem icon={<Pencil size={15} />} onChoose={() => setOpen('rename')}>
            {t`Nome e compartilhamento`}
          </MenuItem>
          <MenuItem icon={<Copy size={15} />} onChoose={() => setOpen('save')}>
            {t`Salvar uma cópia`}
          </MenuItem>
          <MenuLine />
          <MenuItem icon={<Trash2 size={15} />} isDangerous onChoose={() => setOpen('delete')}>
            {t`Apagar`}
          </MenuItem>
        </Menu>
      )}
      {(open === 'save' || open === 'rename') && (
        <SaveDialog
          draft={draft}
          name={name}
          report={open === 'rename' ? report : undefined}
          onSaved={({ id }) => {
            toast.success(t`Relatório salvo`)
            void navigate({ to: '/relatorios/$id', params: { id } })
          }}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'mail' && report && <SchedulesDialog report={report} onClose={() => setOpen(null)} />}
      {open === 'delete' && report && (
        <Confirm
          title={t`Apagar o relatório ${name}?`}
          action={t`Apagar`}
          onConfirm={() => void remove(report)}
          onClose={() => setOpen(null)}
        >
          {t`Os envios por e-mail dele acabam também. Os dados ficam como estão.`}
        </Confirm>
      )}
    </>
  )
}
