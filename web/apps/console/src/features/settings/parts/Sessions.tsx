import type { LoginSession } from '@attendance/api'
import { Badge, Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MonitorSmartphone } from 'lucide-react'
import { api } from '@/app/client'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { browserName } from '../browsers'

/** Where this account is signed in, and ending it there. */
export function Sessions() {
  const { t } = useLingui()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: () => api.get<LoginSession[]>('/api/me/sessions'),
  })
  const { mutate: end } = useMutation({
    mutationFn: (id: string) => api.delete(`/api/me/sessions/${id}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
    onError: showProblem,
  })
  return (
    <Section title={t`Sessões`} description={t`Navegadores em que você entrou.`}>
      <Loaded query={query}>
        {(sessions) => (
          <ul className="divide-y divide-line">
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} onEnd={() => end(session.id)} />
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}

function SessionRow({ session, onEnd }: { session: LoginSession; onEnd: () => void }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const seen = moment(session.last_seen_at)
  return (
    <li className="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0">
      <MonitorSmartphone size={17} aria-hidden className="shrink-0 text-mute" />
      <div className="min-w-0 flex-1">
        <p className="truncate" title={session.user_agent}>
          {browserName(session.user_agent)}
        </p>
        <p className="truncate text-xs text-mute">
          {session.ip} · {t`visto em ${seen}`}
        </p>
      </div>
      {session.is_current ? (
        <Badge tone="ok">{t`Esta sessão`}</Badge>
      ) : (
        <Button size="sm" onClick={onEnd}>{t`Encerrar`}</Button>
      )}
    </li>
  )
}
