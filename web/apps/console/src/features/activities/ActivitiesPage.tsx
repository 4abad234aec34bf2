import type { Activity } from '@attendance/api'
import { Button, Empty, Failed, Segmented, SkeletonRows } from '@attendance/ui'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ListTodo, Plus } from 'lucide-react'
import { useState } from 'react'
import { now } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { problemText } from '@/app/problems'
import { useMe } from '@/app/session'
import { listQuery, useLiveActivities, type Whose } from './api'
import { ActivityDialog } from './parts/ActivityDialog'
import { ActivityRow } from './parts/ActivityRow'
import { byDue, type Due } from './when'

const DUE_WORDS: Record<Due, MessageDescriptor> = {
  overdue: msg`Atrasadas`,
  today: msg`Hoje`,
  tomorrow: msg`Amanhã`,
  later: msg`Próximas`,
  undated: msg`Sem prazo`,
}

/** What I have to do, by when: what is late first. */
export function ActivitiesPage() {
  const { t } = useLingui()
  const me = useMe()
  const [whose, setWhose] = useState<Whose>('me')
  const [state, setState] = useState<'open' | 'done'>('open')
  const [edited, setEdited] = useState<Activity | 'new' | null>(null)
  const query = useInfiniteQuery(listQuery(whose, state === 'done'))
  useLiveActivities()
  const items = query.data?.pages.flatMap((page) => page.items)
  const make = may(me, 'activities.write') && (
    <Button look="primary" icon={<Plus size={15} />} onClick={() => setEdited('new')}>
      {t`Nova atividade`}
    </Button>
  )
  return (
    <div className="h-full overflow-y-auto bg-canvas">
      <div className="mx-auto max-w-3xl p-4">
        <header className="flex flex-wrap items-center gap-2 pb-3">
          <h1 className="min-w-32 flex-1 text-lg font-semibold">{t`Atividades`}</h1>
          <Segmented
            label={t`De quem`}
            value={whose}
            onChange={setWhose}
            options={[
              { value: 'me', label: t`Minhas` },
              { value: 'all', label: t`De todos` },
            ]}
          />
          <Segmented
            label={t`Quais`}
            value={state}
            onChange={setState}
            options={[
              { value: 'open', label: t`A fazer` },
              { value: 'done', label: t`Feitas` },
            ]}
          />
          {make}
        </header>
        {query.isError && !items && (
          <Failed
            title={t`As atividades não carregaram`}
            detail={problemText(query.error)}
            retryLabel={t`Tentar de novo`}
            onRetry={() => void query.refetch()}
          />
        )}
        {query.isPending && <SkeletonRows count={6} label={t`Carregando`} />}
        {items?.length === 0 && (
          <Empty
            icon={<ListTodo size={18} />}
            title={state === 'open' ? t`Nada a fazer` : t`Nada feito ainda`}
            action={make || undefined}
          >
            {t`Crie atividades aqui, ou ao lado de uma conversa, de um ticket ou de um negócio.`}
          </Empty>
        )}
        {items && items.length > 0 && <Groups items={items} isDone={state === 'done'} onEdit={setEdited} />}
        {query.hasNextPage && (
          <div className="pt-3 text-center">
            <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t`Mostrar mais`}
            </Button>
          </div>
        )}
      </div>
      {edited && (
        <ActivityDialog {...(edited === 'new' ? {} : { activity: edited })} onClose={() => setEdited(null)} />
      )}
    </div>
  )
}

interface GroupsProps {
  items: readonly Activity[]
  isDone: boolean
  onEdit: (activity: Activity) => void
}

function Groups({ items, isDone, onEdit }: GroupsProps) {
  const { i18n } = useLingui()
  const { dayKey, number } = useFormats()
  const rows = (some: readonly Activity[]) => (
    <ul className="rounded-lg border border-line bg-panel p-1.5">
      {some.map((one) => (
        <ActivityRow key={one.id} activity={one} onEdit={onEdit} />
      ))}
    </ul>
  )
  if (isDone) return rows(items)
  return byDue(items, now(), dayKey).map(({ due, items: some }) => (
    <section key={due} aria-label={i18n._(DUE_WORDS[due])} className="pb-4">
      <h2 className="flex gap-2 pb-1.5 text-xs font-medium text-mute">
        <span className={due === 'overdue' ? 'text-danger' : undefined}>{i18n._(DUE_WORDS[due])}</span>
        <span className="tabular-nums">{number(some.length)}</span>
      </h2>
      {rows(some)}
    </section>
  ))
}
