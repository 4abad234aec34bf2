import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { inboxesQuery } from './api'
import { needsSomebody, stateOf } from './state'

/** On every page of those who can mend it: a channel sends nothing. */
export function InboxTrouble() {
  const { t } = useLingui()
  const mayManage = may(useMe(), 'inboxes.manage')
  const { data = [] } = useQuery({ ...inboxesQuery, enabled: mayManage, refetchInterval: 60_000 })
  const [first, ...others] = data.filter((inbox) => needsSomebody(stateOf(inbox)))
  if (!first) return null
  return (
    <div role="status" className="bg-danger-soft px-3 py-1 text-center text-xs text-balance text-danger">
      <CircleAlert size={14} aria-hidden className="mr-1.5 inline align-[-2px]" />
      {others.length === 0 ? (
        <Trans>O canal {first.name} está com problema e pode não estar enviando.</Trans>
      ) : (
        <Trans>Mais de um canal está com problema e pode não estar enviando.</Trans>
      )}{' '}
      {others.length === 0 ? (
        <Link to="/configuracoes/canais/$id" params={{ id: first.id }} className="font-medium underline">
          {t`Ver o que fazer`}
        </Link>
      ) : (
        <Link to="/configuracoes/canais" className="font-medium underline">
          {t`Ver o que fazer`}
        </Link>
      )}
    </div>
  )
}
