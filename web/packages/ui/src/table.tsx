import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A plain table that scrolls sideways inside itself on narrow screens. */
export function Table({ className, label, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    // The region scrolls, so the keyboard must reach it.
    <section
      aria-label={label}
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-panel"
    >
      <table className={cn('w-full border-collapse text-left', className)} {...rest} />
    </section>
  )
}

export function Th({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cn(
        'h-9 border-b border-line px-3 text-xs font-medium whitespace-nowrap text-mute',
        className,
      )}
      {...rest}
    />
  )
}

export function Td({ className, ...rest }: ComponentProps<'td'>) {
  return (
    <td className={cn('h-11 border-b border-line px-3 [tr:last-child>&]:border-b-0', className)} {...rest} />
  )
}
