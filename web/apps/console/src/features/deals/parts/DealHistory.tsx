import type { DealHistoryEntry, Pipeline } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useFormats } from '@/app/formats'

/** What happened to a deal, the latest first. */
export function DealHistory({
  entries,
  board,
}: {
  entries: readonly DealHistoryEntry[]
  board: Pipeline | undefined
}) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const stageName = (key: unknown) =>
    board?.columns.find(({ stage }) => stage.key === key)?.stage.name ?? String(key)
  const words = ({ kind, data }: DealHistoryEntry): string | null => {
    switch (kind) {
      case 'deal.created':
        return t`Criou o negócio`
      case 'deal.changed':
        return t`Mudou os dados`
      case 'deal.moved': {
        const stage = stageName(data.stage)
        return data.stage === data.previous ? null : t`Moveu para ${stage}`
      }
      case 'deal.deleted':
        return t`Excluiu o negócio`
      case 'deal.restored':
        return t`Trouxe o negócio de volta`
      default:
        return null
    }
  }
  const shown = entries.flatMap((entry) => {
    const text = words(entry)
    return text === null ? [] : [{ ...entry, text }]
  })
  return (
    <section aria-label={t`Histórico`}>
      <h3 className="mb-1 text-2xs font-medium text-mute">{t`Histórico`}</h3>
      <ol className="space-y-1.5">
        {shown.toReversed().map(({ id, text, actor, at }) => (
          <li key={id}>
            {text}
            <span className="block text-xs text-mute">
              {actor.name ? `${actor.name} · ${moment(at)}` : moment(at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
