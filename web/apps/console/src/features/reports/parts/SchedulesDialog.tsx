import type { Report } from '@attendance/api'
import { Button, Dialog } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Loaded } from '@/app/shell/Loaded'
import { schedulesQuery } from '../api'
import { ScheduleCard } from './ScheduleCard'
import { ScheduleForm } from './ScheduleForm'

/** When the report goes to whom by mail, and what became of it. */
export function SchedulesDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t } = useLingui()
  const query = useQuery(schedulesQuery(report.id))
  const [isAdding, setIsAdding] = useState(false)
  const { name } = report
  return (
    <Dialog title={t`Enviar por e-mail: ${name}`} closeLabel={t`Fechar`} size="lg" onClose={onClose}>
      <Loaded query={query}>
        {(schedules) => (
          <div className="space-y-4">
            {schedules.map((one) => (
              <ScheduleCard key={one.id} schedule={one} reportId={report.id} />
            ))}
            {isAdding || schedules.length === 0 ? (
              <ScheduleForm
                reportId={report.id}
                onDone={() => setIsAdding(false)}
                onCancel={schedules.length > 0 ? () => setIsAdding(false) : onClose}
              />
            ) : (
              <Button icon={<Plus size={15} />} onClick={() => setIsAdding(true)}>
                {t`Outro envio`}
              </Button>
            )}
          </div>
        )}
      </Loaded>
    </Dialog>
  )
}
