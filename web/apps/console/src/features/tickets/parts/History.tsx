import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { historyQuery } from '../api'
import { useTicketWords } from '../words'

/** Everything that happened to it, the newest first. */
export function History({ id }: { id: string }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const { happened } = useTicketWords()
  const query = useQuery(historyQuery(id))
  return (
    <Loaded query={query}>
      {(entries) => (
        <ol aria-label={t`Histórico`} className="space-y-1.5">
          {entries.toReversed().map((entry) => (
            <li key={entry.id} className="flex items-baseline gap-3">
              <span className="min-w-0 flex-1 wrap-anywhere">{happened(entry)}</span>
              <time dateTime={entry.at} className="shrink-0 text-xs text-mute tabular-nums">
                {moment(entry.at)}
              </time>
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  )
}
