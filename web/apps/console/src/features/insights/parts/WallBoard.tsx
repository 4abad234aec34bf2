import type { Insights } from '@attendance/api'
import { ChannelGlyph, channelName, cn, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Maximize, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useSeconds } from '@/app/clock'
import { useFormats } from '@/app/formats'
import { isOnTarget, kpiTitle, kpiValue } from '../kpis'

/** The figures as large as the screen, for everybody in the room. Escape leads back. */
export function WallBoard({ insights, onClose }: { insights: Insights; onClose: () => void }) {
  const { t } = useLingui()
  const { number, duration, time } = useFormats()
  const board = useRef<HTMLElement>(null)
  const now = useSeconds()
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    document.addEventListener('keydown', leave)
    return () => document.removeEventListener('keydown', leave)
  }, [onClose])
  const { today } = insights
  const took = today.resolution_seconds
  const moment: [string, string][] = [
    [t`Na fila`, number(insights.waiting)],
    [t`Atendentes online`, `${number(insights.online)}/${number(insights.attendants)}`],
    [t`Em aberto`, number(insights.unsolved)],
    [t`Hoje`, number(today.opened)],
    [t`Resolvidos hoje`, number(today.resolved)],
    [t`Tempo médio hoje`, took === null ? '—' : duration(took)],
  ]
  return (
    <section
      ref={board}
      aria-label={t`Indicadores, modo TV`}
      className="fixed inset-0 z-40 flex flex-col gap-[2vmin] overflow-y-auto bg-canvas p-[3vmin]"
    >
      <header className="flex items-center gap-3">
        <h1 className="flex-1 text-[clamp(18px,3vmin,40px)] font-semibold">{t`Indicadores`}</h1>
        <time className="text-[clamp(18px,3vmin,40px)] text-mute tabular-nums">
          {time(new Date(now).toISOString())}
        </time>
        <IconButton
          label={t`Tela cheia`}
          icon={<Maximize size={16} />}
          onClick={() => void board.current?.requestFullscreen().catch(() => undefined)}
        />
        <IconButton label={t`Sair do modo TV`} icon={<X size={16} />} onClick={onClose} />
      </header>
      <dl className="grid flex-1 grid-cols-2 gap-[2vmin] md:grid-cols-3">
        {moment.map(([label, value]) => (
          <Large key={label} label={label} value={value} />
        ))}
      </dl>
      <Targets insights={insights} />
      <Channels insights={insights} />
    </section>
  )
}

function Large({ label, value, tone }: { label: string; value: string; tone?: string | undefined }) {
  return (
    <div className="flex min-w-0 flex-col justify-center rounded-2xl border border-line bg-panel p-[2.5vmin]">
      <dt className="truncate text-[clamp(13px,2.2vmin,26px)] leading-tight text-mute">{label}</dt>
      <dd className={cn('text-[clamp(30px,8vmin,120px)] leading-tight font-semibold tabular-nums', tone)}>
        {value}
      </dd>
    </div>
  )
}

function Targets({ insights }: { insights: Insights }) {
  const formats = useFormats()
  return (
    <dl className="grid grid-cols-2 gap-[2vmin] md:grid-cols-3 lg:grid-cols-6">
      {insights.kpis.map((kpi) => {
        const isMet = isOnTarget(kpi)
        return (
          <div key={kpi.key} className="min-w-0 rounded-2xl border border-line bg-panel p-[2vmin]">
            <dt className="truncate text-[clamp(12px,1.7vmin,20px)] leading-tight text-mute">
              {kpiTitle(kpi.key)}
            </dt>
            <dd
              className={cn(
                'text-[clamp(18px,3.2vmin,48px)] leading-tight font-semibold whitespace-nowrap tabular-nums',
                isMet === true && 'text-ok',
                isMet === false && 'text-danger',
              )}
            >
              {isMet !== null && <span aria-hidden>{isMet ? '✓ ' : '! '}</span>}
              {kpi.value === null ? '—' : kpiValue(kpi, kpi.value, formats)}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Channels({ insights }: { insights: Insights }) {
  const { percent } = useFormats()
  if (insights.by_channel.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-x-[4vmin] gap-y-2 text-[clamp(13px,2.2vmin,26px)]">
      {insights.by_channel.map(({ channel, percent: share }) => (
        <li key={channel} className="flex items-center gap-2 leading-tight">
          <ChannelGlyph channel={channel} className="shrink-0 ring-0" />
          {channelName(channel)}
          <span className="font-semibold tabular-nums">{percent(share)}</span>
        </li>
      ))}
    </ul>
  )
}
