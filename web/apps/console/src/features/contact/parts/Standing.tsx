import type { CustomerOverview } from '@attendance/api'
import { Badge } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Ban, Star } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { useAmount } from '../useAmount'

/** What the customer is to the company, at a glance. */
export function Standing({ overview }: { overview: CustomerOverview }) {
  const { t } = useLingui()
  const { dayKey, number, moment } = useFormats()
  const amount = useAmount()
  const { ltv, tier, ratings, open_tickets: tickets, open_deals: deals, conversations } = overview
  const since = dayKey(overview.customer_since).slice(0, 4)
  const total = ltv === null ? null : amount(ltv, overview.currency)
  const [deals$, won$] = [overview.open_deals_value, overview.won_deals_value].map((value) =>
    amount(value, overview.currency),
  )
  const [open, closed] = [deals$ ?? '', won$ ?? '']
  return (
    <div className="flex flex-col items-center gap-2 pb-3">
      <div className="text-center text-mute">
        <p>{t`Cliente desde: ${since}`}</p>
        {total && <p>{t`Total compras: ${total}`}</p>}
      </div>
      <div className="flex flex-wrap justify-center gap-1">
        {tier && <Badge tone="brand">{tier}</Badge>}
        {overview.blocked_at && (
          <span title={moment(overview.blocked_at)}>
            <Badge tone="danger" icon={<Ban size={11} />}>{t`Bloqueado`}</Badge>
          </span>
        )}
        {ratings.mean !== null && (
          <span title={ratings.last_comment ?? undefined}>
            <Badge icon={<Star size={11} />}>{t`Nota ${number(ratings.mean)} de 10`}</Badge>
          </span>
        )}
      </div>
      <dl className="grid w-full grid-cols-3 gap-1 text-center">
        <Figure label={t`Conversas`} value={number(conversations)} />
        <Figure label={t`Tickets abertos`} value={number(tickets)} />
        <Figure
          label={t`Negócios abertos`}
          value={deals > 0 ? open : number(0)}
          title={Number(overview.won_deals_value) > 0 ? t`${closed} ganhos` : undefined}
        />
      </dl>
    </div>
  )
}

function Figure({ label, value, title }: { label: string; value: string; title?: string | undefined }) {
  return (
    <div title={title} className="flex flex-col-reverse justify-end rounded-md bg-raised px-1 py-1.5">
      <dt className="text-2xs text-mute">{label}</dt>
      <dd className="truncate font-semibold tabular-nums">{value}</dd>
    </div>
  )
}
