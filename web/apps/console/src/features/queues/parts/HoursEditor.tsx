import type { OpeningHours } from '@attendance/api'
import { Button, IconButton, Input, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide-react'
import { useWeekdays } from '../useWeekdays'

interface HoursEditorProps {
  hours: readonly OpeningHours[]
  onChange: (hours: OpeningHours[]) => void
  hasProblem: boolean
}

const BUSINESS_DAYS = [0, 1, 2, 3, 4]

/** When the queue is open: one line an interval, as many a day as wanted. */
export function HoursEditor({ hours, onChange, hasProblem }: HoursEditorProps) {
  const { t } = useLingui()
  const weekdays = useWeekdays()
  const change = (at: number, patch: Partial<OpeningHours>) =>
    onChange(hours.map((one, index) => (index === at ? { ...one, ...patch } : one)))
  return (
    <div className="space-y-2">
      {hours.map((one, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- intervals have no identity but their place
        <div key={index} className="flex flex-wrap items-center gap-2">
          <Select
            aria-label={t`Dia`}
            value={one.weekday}
            className="w-36"
            onChange={(event) => change(index, { weekday: Number(event.target.value) })}
          >
            {weekdays.map((name, weekday) => (
              <option key={name} value={weekday}>
                {name}
              </option>
            ))}
          </Select>
          <Input
            type="time"
            aria-label={t`Abre`}
            required
            value={one.opens}
            className="w-28"
            onChange={(event) => change(index, { opens: event.target.value })}
          />
          <span className="text-mute">{t`até`}</span>
          <Input
            type="time"
            aria-label={t`Fecha`}
            required
            value={one.closes}
            aria-invalid={hasProblem && one.opens >= one.closes ? true : undefined}
            className="w-28"
            onChange={(event) => change(index, { closes: event.target.value })}
          />
          <IconButton
            label={t`Remover horário`}
            icon={<Trash2 size={15} />}
            onClick={() => onChange(hours.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {hasProblem && (
        <p role="alert" className="text-xs text-danger">{t`Cada horário deve fechar depois de abrir.`}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          icon={<Plus size={13} />}
          onClick={() => onChange([...hours, nextOf(hours)])}
        >{t`Adicionar horário`}</Button>
        {hours.length === 0 && (
          <Button
            size="sm"
            onClick={() =>
              onChange(BUSINESS_DAYS.map((weekday) => ({ weekday, opens: '09:00', closes: '18:00' })))
            }
          >
            {t`Segunda a sexta, 9h às 18h`}
          </Button>
        )}
      </div>
    </div>
  )
}

/** The day after the last one, with the same times. */
function nextOf(hours: readonly OpeningHours[]): OpeningHours {
  const last = hours.at(-1) ?? { weekday: 6, opens: '09:00', closes: '18:00' }
  return { ...last, weekday: (last.weekday + 1) % 7 }
}
