import type { Activity } from '@attendance/api'
import { Button, Skeleton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { openQuery, useLiveActivities, type About } from '../api'
import { ActivityDialog } from './ActivityDialog'
import { ActivityRow } from './ActivityRow'

interface ActivitiesProps {
  /** Whose open activities these are. */
  about: About
  /** What a new one is about, where that is more than `about`. */
  newAbout?: About
}

/** What has to be done for a customer, a deal, a ticket, a lead or a conversation, beside it. */
export function Activities({ about, newAbout = about }: ActivitiesProps) {
  const { t } = useLingui()
  const me = useMe()
  const [edited, setEdited] = useState<Activity | 'new' | null>(null)
  const isSeen = may(me, 'activities.read')
  const { data, isError, refetch } = useQuery({ ...openQuery(about), enabled: isSeen })
  useLiveActivities()
  if (!isSeen) return null
  return (
    <section aria-label={t`Atividades`} className="border-t border-line py-3">
      <div className="mb-1 flex items-center gap-2">
        <h4 className="flex-1 text-2xs font-medium text-mute">{t`Atividades`}</h4>
        {may(me, 'activities.write') && (
          <Button size="sm" look="quiet" icon={<Plus size={13} />} onClick={() => setEdited('new')}>
            {t`Nova atividade`}
          </Button>
        )}
      </div>
      {!data && !isError && <Skeleton className="h-8" />}
      {isError && <Button size="sm" onClick={() => void refetch()}>{t`Não carregou. Tentar de novo`}</Button>}
      {data?.items.length === 0 && <p className="text-mute">{t`Nada a fazer.`}</p>}
      <ul className="-mx-1.5">
        {data?.items.map((one) => (
          <ActivityRow key={one.id} activity={one} isBrief onEdit={setEdited} />
        ))}
      </ul>
      {edited && (
        <ActivityDialog
          {...(edited === 'new' ? { about: newAbout } : { activity: edited })}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  )
}
