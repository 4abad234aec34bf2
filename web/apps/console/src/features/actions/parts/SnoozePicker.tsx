import type { Conversation } from '@attendance/api'
import { fromInput, toInput } from '@attendance/i18n'
import { Button, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState, type FormEvent } from 'react'
import { AlarmClock } from 'lucide-react'
import { now } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { Picker } from '@/app/Picker'
import { snoozePresets, type SnoozePreset } from '../snoozing'
import { useActions } from '../useActions'

export function SnoozePicker({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useLingui()
  const { moment, timeZone } = useFormats()
  const { snooze } = useActions(conversation)
  const [presets] = useState(() => snoozePresets(new Date(now()), timeZone))
  const names: Record<SnoozePreset, string> = {
    hour: t`Daqui a 1 hora`,
    evening: t`Hoje às 18h`,
    tomorrow: t`Amanhã às 9h`,
    monday: t`Segunda às 9h`,
    week: t`Daqui a uma semana`,
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const chosen = String(new FormData(event.currentTarget).get('until'))
    void snooze(fromInput(chosen, timeZone).toISOString())
    onClose()
  }

  return (
    <Picker
      title={t`Adiar a conversa. Ela volta antes se o cliente escrever.`}
      placeholder={t`Até quando?`}
      choices={presets.map(([preset, date]) => ({
        id: date.toISOString(),
        label: names[preset],
        hint: moment(date.toISOString()),
        icon: <AlarmClock size={14} aria-hidden className="text-mute" />,
      }))}
      onChoose={(until) => void snooze(until)}
      onClose={onClose}
    >
      <form onSubmit={submit} className="flex items-end gap-2 border-t border-line p-3">
        <Field label={t`Outra data e hora`} className="flex-1">
          {(ids) => (
            <Input
              {...ids}
              type="datetime-local"
              name="until"
              required
              min={toInput(new Date(now() + 60_000), timeZone)}
            />
          )}
        </Field>
        <Button type="submit">{t`Adiar`}</Button>
      </form>
    </Picker>
  )
}
