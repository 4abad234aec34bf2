import { cn } from './cn'

const COLOURS = { online: 'bg-online', busy: 'bg-busy', away: 'bg-away', offline: 'bg-offline' }

/** A dot; the words stand beside it, colour alone says nothing. */
export function PresenceDot({ status, className }: { status: keyof typeof COLOURS; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn('inline-block size-2 shrink-0 rounded-full', COLOURS[status], className)}
    />
  )
}
