import type { Attendant } from '@attendance/api'
import { Button, Dialog, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useId, useState, type FormEvent } from 'react'
import { problemText } from '@/app/problems'
import { changeAttendant } from '../api'
import { readSkills, writeSkills } from '../skills'

/** What routing knows of somebody: channels, topics, skills. */
export function EditDialog({ attendant, onClose }: { attendant: Attendant; onClose: () => void }) {
  const { t } = useLingui()
  const formId = useId()
  const [problem, setProblem] = useState<string | null>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    try {
      await changeAttendant(attendant.id, {
        channel: text('channel') || 'all',
        preferences: text('preferences'),
        department: text('department') || null,
        aliases: text('aliases')
          .split(/[;,]/)
          .map((one) => one.trim())
          .filter(Boolean),
        phone: text('phone') || null,
        skills: readSkills(text('skills')),
      })
      onClose()
    } catch (failure) {
      setProblem(problemText(failure))
    }
  }

  return (
    <Dialog
      title={attendant.name}
      description={`${attendant.id} · ${attendant.email}`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button type="submit" form={formId} look="primary">{t`Salvar`}</Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t`Habilidades`}
          hint={t`Com nível de 1 a 5, como: inglês 4, garantia 5`}
          className="sm:col-span-2"
        >
          {(ids) => <Input {...ids} name="skills" defaultValue={writeSkills(attendant.skills)} />}
        </Field>
        <Field label={t`Assuntos preferidos`} hint={t`Separados por ponto e vírgula.`}>
          {(ids) => <Input {...ids} name="preferences" defaultValue={attendant.preferences} />}
        </Field>
        <Field label={t`Canais`} hint={t`“all” ou separados por ponto e vírgula.`}>
          {(ids) => <Input {...ids} name="channel" defaultValue={attendant.channel} />}
        </Field>
        <Field label={t`Departamento`}>
          {(ids) => <Input {...ids} name="department" defaultValue={attendant.department ?? ''} />}
        </Field>
        <Field label={t`Telefone`}>
          {(ids) => <Input {...ids} name="phone" type="tel" defaultValue={attendant.phone ?? ''} />}
        </Field>
        <Field label={t`Apelidos`} error={problem} className="sm:col-span-2">
          {(ids) => <Input {...ids} name="aliases" defaultValue={attendant.aliases.join('; ')} />}
        </Field>
      </form>
    </Dialog>
  )
}
