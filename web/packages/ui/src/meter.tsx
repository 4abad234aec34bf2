import { cn } from './cn'

interface MeterProps {
  value: number
  max: number
  label: string
  className?: string
}

/** How full something is; amber from 80 %, red when full. The label carries the figures. */
export function Meter({ value, max, label, className }: MeterProps) {
  const share = max > 0 ? Math.min(1, value / max) : 0
  const tone = share >= 1 ? 'bg-busy' : share >= 0.8 ? 'bg-away' : 'bg-brand'
  return (
    <div
      role="meter"
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-label={label}
      className={cn('h-1.5 overflow-hidden rounded-full bg-raised', className)}
    >
      <div className={cn('h-full rounded-full', tone)} style={{ width: `${share * 100}%` }} />
    </div>
  )
}
