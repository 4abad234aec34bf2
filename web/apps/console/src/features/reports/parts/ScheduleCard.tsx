import type { ReportDelivery, ReportSchedule } from '@attendance/api'
import { Badge, Button, IconButton, Switch } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { RotateCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Confirm } from '@/app/Confirm'
import { useFormats } from '@/app/formats'
import { queryClient } from '@/app/queries'
import { showProblem } from '@/app/showProblem'
import { changeSchedule, deleteSchedule, reportsQuery, retryMail, schedulesQuery } from '../api'
import { useWeekdays } from '../useWeekdays'

const SHOWN = 5

interface ScheduleCardProps {
  schedule: ReportSchedule
  reportId: string
}

/** One schedule: when, to whom, and how its latest mails went. */
export function ScheduleCard({ schedule, reportId }: ScheduleCardProps) {
  const { t } = useLingui()
  const formats = useFormats()
  const when = useWhen(schedule)
  const [isDeleting, setIsDeleting] = useState(false)
  const next = schedule.next_at && formats.moment(schedule.next_at)
  async function attempt(action: () => Promise<unknown>) {
    try {
      await action()
    } catch (problem) {
      showProblem(problem)
    }
    void queryClient.invalidateQueries({ queryKey: schedulesQuery(reportId).queryKey })
    void queryClient.invalidateQueries({ queryKey: reportsQuery.queryKey })
  }
  return (
    <section aria-label={when} className="rounded-xl border border-line">
      <header className="flex items-start gap-3 p-3">
        <div className="min-w-0 flex-1">
          <p className="font-medium">{when}</p>
          <p className="text-xs wrap-anywhere text-mute">
            {schedule.format.toUpperCase()} · {schedule.recipients.join(', ')}
            {!schedule.is_mine && ` · ${schedule.owner_name}`}
          </p>
          <p className="text-xs text-mute">{next ? t`Próximo: ${next}` : t`Em pausa`}</p>
        </div>
        <Switch
          label={t`Enviar ${when}`}
          isOn={schedule.is_active}
          onChange={(isOn) => void attempt(() => changeSchedule(schedule.id, { is_active: isOn }))}
        />
        <IconButton
          label={t`Apagar este envio`}
          icon={<Trash2 size={15} />}
          onClick={() => setIsDeleting(true)}
        />
      </header>
      {schedule.deliveries.length > 0 && (
        <ul aria-label={t`Últimos envios`} className="border-t border-line">
          {schedule.deliveries.slice(0, SHOWN).map((one) => (
            <Delivery key={one.id} delivery={one} onRetry={() => void attempt(() => retryMail(one.id))} />
          ))}
        </ul>
      )}
      {isDeleting && (
        <Confirm
          title={t`Apagar este envio?`}
          action={t`Apagar`}
          onConfirm={() => void attempt(() => deleteSchedule(schedule.id))}
          onClose={() => setIsDeleting(false)}
        >
          {t`Ninguém mais recebe este relatório por ele. O relatório fica.`}
        </Confirm>
      )}
    </section>
  )
}

function Delivery({ delivery, onRetry }: { delivery: ReportDelivery; onRetry: () => void }) {
  const { t } = useLingui()
  const formats = useFormats()
  const states = { planned: t`A enviar`, sent: t`Enviado`, failed: t`Falhou` }
  const tones = { planned: 'neutral', sent: 'ok', failed: 'danger' } as const
  return (
    <li className="flex items-start gap-2 px-3 py-2 text-xs">
      <Badge tone={tones[delivery.state]}>{states[delivery.state]}</Badge>
      <div className="min-w-0 flex-1">
        <p className="truncate">
          {delivery.recipient} <span className="text-mute">{formats.moment(delivery.slot_at)}</span>
        </p>
        {delivery.detail && <p className="text-pretty text-mute">{delivery.detail}</p>}
      </div>
      {delivery.state === 'failed' && (
        <Button size="sm" icon={<RotateCw size={13} />} onClick={onRetry}>
          {t`Enviar de novo`}
        </Button>
      )}
    </li>
  )
}

function useWhen({ cadence, weekday, month_day: day, at }: ReportSchedule): string {
  const { t } = useLingui()
  const weekdays = useWeekdays()
  if (cadence === 'daily') return t`Todo dia às ${at}`
  if (cadence === 'monthly') return t`Todo dia ${day} do mês às ${at}`
  const name = weekdays[(weekday ?? 1) - 1] ?? ''
  return t`Toda semana, ${name}, às ${at}`
}
