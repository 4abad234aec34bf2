import type { Report } from '@attendance/api'
import { Button, Checkbox, Dialog, Field, Input, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { showProblem } from '@/app/showProblem'
import { changeReport, createReport } from '../api'
import type { Draft } from '../definition'

interface SaveDialogProps {
  draft: Draft
  /** The one that is renamed; without it a new one is saved. */
  report?: Report | undefined
  name: string
  onSaved: (report: Report) => void
  onClose: () => void
}

/** A name, a few words about it, and whether the team sees it. */
export function SaveDialog({ draft, report, name: proposed, onSaved, onClose }: SaveDialogProps) {
  const { t } = useLingui()
  const [name, setName] = useState(report?.name ?? proposed)
  const [description, setDescription] = useState(report?.description ?? '')
  const [isShared, setIsShared] = useState(report?.is_shared ?? false)
  const [isSaving, setIsSaving] = useState(false)

  async function save() {
    if (!name.trim() || isSaving) return
    setIsSaving(true)
    const said = { name: name.trim(), description: description.trim() || null, is_shared: isShared }
    try {
      const saved = report
        ? await changeReport(report.id, { ...said, definition: draft })
        : await createReport({ ...said, definition: draft })
      onSaved(saved)
      onClose()
    } catch (problem) {
      showProblem(problem)
      setIsSaving(false)
    }
  }

  return (
    <Dialog
      title={report ? t`Nome e compartilhamento` : t`Salvar relatório`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button look="primary" disabled={!name.trim() || isSaving} onClick={() => void save()}>
            {t`Salvar`}
          </Button>
        </>
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={t`Nome do relatório`}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t`Descrição`} hint={t`Opcional: para que serve, para quem.`}>
          {(ids) => (
            <Textarea
              {...ids}
              maxLength={500}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
        <Checkbox
          isChecked={isShared}
          onChange={setIsShared}
          label={t`Compartilhar com a equipe`}
          hint={t`Cada pessoa vê nele só o que pode ver.`}
        />
      </form>
    </Dialog>
  )
}
