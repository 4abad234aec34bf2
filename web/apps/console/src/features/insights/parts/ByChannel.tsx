import type { ChannelShare } from '@attendance/api'
import { ChannelGlyph, channelName } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useFormats } from '@/app/formats'
import type { Behind } from './BehindDialog'
import { ChartSection } from './ChartSection'

interface ByChannelProps {
  shares: readonly ChannelShare[]
  onOpen: (behind: Behind) => void
}

/** Where the conversations come from. */
export function ByChannel({ shares, onOpen }: ByChannelProps) {
  const { t } = useLingui()
  const { number, percent } = useFormats()
  const total = shares.reduce((sum, { conversations }) => sum + conversations, 0)
  return (
    <ChartSection
      title={t`Por canal`}
      dimension={t`Canal`}
      file={t`canais`}
      kind="ranking"
      height={150}
      series={[{ key: 'opened', label: t`Atendimentos` }]}
      points={shares.map(({ channel, conversations }) => ({
        key: channel,
        label: channelName(channel),
        icon: <ChannelGlyph channel={channel} className="shrink-0 ring-0" />,
        values: [conversations],
      }))}
      format={(value) => `${number(value)} (${percent((100 * value) / Math.max(1, total))})`}
      onOpen={({ key, label }) =>
        onOpen({ key: 'opened', title: t`Atendimentos por ${label}`, unit: 'none', scope: { channel: key } })
      }
    />
  )
}
