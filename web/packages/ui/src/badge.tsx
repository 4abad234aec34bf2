import type { ReactNode } from 'react'
import { cn } from './cn'

const TONES = {
  neutral: 'bg-raised text-mute',
  brand: 'bg-brand-soft text-brand-text',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  danger: 'bg-danger-soft text-danger',
  bot: 'bg-bubble-bot text-bot-text',
}

export type Tone = keyof typeof TONES

interface BadgeProps {
  tone?: Tone
  icon?: ReactNode
  className?: string
  children: ReactNode
}

export function Badge({ tone = 'neutral', icon, className, children }: BadgeProps) {
  return (
    <span
      className={cn(
        'inline-flex max-w-full items-center gap-1 rounded px-1.5 text-2xs font-medium',
        TONES[tone],
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  )
}

export function Kbd({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <kbd
      aria-hidden
      className={cn('rounded border border-current/25 px-1 font-sans text-[10px] leading-[14px]', className)}
    >
      {children}
    </kbd>
  )
}
