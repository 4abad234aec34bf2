import type { ChannelShare } from '@attendance/api'
import { Button, ChannelGlyph, channelName } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Download } from 'lucide-react'
import { useFormats } from '@/app/formats'
import { Section } from '@/app/shell/Page'
import { csvOf, download } from '../csv'

/** Where the conversations come from. */
export function ByChannel({ shares }: { shares: readonly ChannelShare[] }) {
  const { t } = useLingui()
  const { number, percent } = useFormats()
  const asCsv = () =>
    csvOf([
      [t`Canal`, t`Conversas`, '%'],
      ...shares.map((one) => [channelName(one.channel), one.conversations, one.percent]),
    ])
  return (
    <Section
      title={t`Conversas por canal`}
      actions={
        shares.length > 0 && (
          <Button size="sm" icon={<Download size={13} />} onClick={() => download('canais.csv', asCsv())}>
            CSV
          </Button>
        )
      }
    >
      {shares.length === 0 ? (
        <p className="text-mute">{t`Nenhuma conversa neste período.`}</p>
      ) : (
        <ul className="space-y-3">
          {shares.map((share) => (
            <li key={share.channel} className="grid grid-cols-[110px_1fr_auto] items-center gap-3">
              <span className="flex min-w-0 items-center gap-2">
                <ChannelGlyph channel={share.channel} className="shrink-0 ring-0" />
                <span className="truncate">{channelName(share.channel)}</span>
              </span>
              <span aria-hidden className="h-2.5 overflow-hidden rounded-full bg-raised">
                <span className="block h-full rounded-full bg-brand" style={{ width: `${share.percent}%` }} />
              </span>
              <span className="min-w-24 text-right tabular-nums">
                {number(share.conversations)} <span className="text-mute">({percent(share.percent)})</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
