import type { NewReportSchedule } from '@attendance/api'
import { Button, Field, Input, Segmented, Select, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { toast } from 'sonner'
import { useFormats } from '@/app/formats'
import { queryClient } from '@/app/queries'
import { useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { createSchedule, reportsQuery, schedulesQuery } from '../api'
import { addressesIn, isAddress } from '../addresses'
import { useWeekdays } from '../useWeekdays'

interface ScheduleFormProps {
  reportId: string
  onDone: () => void
  onCancel: () => void
}

/** A new mail that goes out by itself. */
export function ScheduleForm({ reportId, onDone, onCancel }: ScheduleFormProps) {
  const { t } = useLingui()
  const me = useMe()
  const weekdays = useWeekdays()
  const { timeZone } = useFormats()
  const [draft, setDraft] = useState<Required<Omit<NewReportSchedule, 'recipients'>>>({
    cadence: 'weekly',
    weekday: 1,
    month_day: 1,
    at: '08:00',
    format: 'pdf',
  })
  const [written, setWritten] = useState(me.email)
  const [isSaving, setIsSaving] = useState(false)
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part })
  const recipients = addressesIn(written)
  const wrong = recipients.filter((one) => !isAddress(one)).join(', ')
  const isReady = recipients.length > 0 && !wrong && draft.at !== '' && !isSaving

  async function save() {
    if (!isReady) return
    setIsSaving(true)
    try {
      await createSchedule(reportId, {
        ...draft,
        weekday: draft.cadence === 'weekly' ? draft.weekday : null,
        month_day: draft.cadence === 'monthly' ? draft.month_day : null,
        recipients,
      })
      toast.success(t`Envio agendado`)
      onDone()
    } catch (problem) {
      showProblem(problem)
    }
    setIsSaving(false)
    void queryClient.invalidateQueries({ queryKey: schedulesQuery(reportId).queryKey })
    void queryClient.invalidateQueries({ queryKey: reportsQuery.queryKey })
  }

  return (
    <form
      className="space-y-4 rounded-xl border border-line p-4"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Segmented
        label={t`Quantas vezes`}
        value={draft.cadence}
        onChange={(cadence) => set({ cadence })}
        options={[
          { value: 'daily', label: t`Todo dia` },
          { value: 'weekly', label: t`Toda semana` },
          { value: 'monthly', label: t`Todo mês` },
        ]}
      />
      <div className="flex flex-wrap gap-3">
        {draft.cadence === 'weekly' && (
          <Field label={t`Dia da semana`} className="min-w-36 flex-1">
            {(ids) => (
              <Select
                {...ids}
                value={draft.weekday ?? 1}
                onChange={(event) => set({ weekday: Number(event.target.value) })}
              >
                {weekdays.map((name, place) => (
                  <option key={name} value={place + 1}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        {draft.cadence === 'monthly' && (
          <Field
            label={t`Dia do mês`}
            hint={t`Em meses mais curtos, no último dia.`}
            className="min-w-36 flex-1"
          >
            {(ids) => (
              <Select
                {...ids}
                value={draft.month_day ?? 1}
                onChange={(event) => set({ month_day: Number(event.target.value) })}
              >
                {Array.from({ length: 31 }, (_, place) => (
                  <option key={place} value={place + 1}>
                    {place + 1}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label={t`Às`} hint={timeZone} className="min-w-28">
          {(ids) => (
            <Input
              {...ids}
              type="time"
              required
              value={draft.at}
              onChange={(event) => set({ at: event.target.value.slice(0, 5) })}
            />
          )}
        </Field>
        <Field label={t`Arquivo`} className="min-w-28">
          {(ids) => (
            <Select
              {...ids}
              value={draft.format ?? 'pdf'}
              onChange={(event) => set({ format: event.target.value === 'csv' ? 'csv' : 'pdf' })}
            >
              <option value="pdf">PDF</option>
              <option value="csv">CSV</option>
            </Select>
          )}
        </Field>
      </div>
      <Field
        label={t`Para`}
        hint={t`Um ou mais e-mails. Quem recebe vê o que você pode ver.`}
        error={wrong ? t`Não é um e-mail: ${wrong}` : undefined}
      >
        {(ids) => <Textarea {...ids} value={written} onChange={(event) => setWritten(event.target.value)} />}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t`Cancelar`}</Button>
        <Button look="primary" type="submit" disabled={!isReady}>
          {t`Agendar envio`}
        </Button>
      </div>
    </form>
  )
}
