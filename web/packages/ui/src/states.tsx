import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'
import { cn } from './cn'

interface EmptyProps {
  icon?: ReactNode
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
  className?: string
}

/** Nothing here, why, and what to do about it. */
export function Empty({ icon, title, children, action, className }: EmptyProps) {
  return (
    <div className={cn('flex h-full flex-col items-center justify-center gap-1 p-8 text-center', className)}>
      {icon && (
        <div className="mb-2 grid size-10 place-items-center rounded-full bg-raised text-mute">{icon}</div>
      )}
      <p className="font-medium">{title}</p>
      {children && <div className="max-w-80 text-pretty text-mute">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  )
}

interface FailedProps {
  title: ReactNode
  detail: ReactNode
  retryLabel: string
  onRetry: () => void
}

export function Failed({ title, detail, retryLabel, onRetry }: FailedProps) {
  return (
    <div role="alert" className="h-full">
      <Empty
        icon={<CircleAlert size={18} className="text-danger" />}
        title={title}
        action={<Button onClick={onRetry}>{retryLabel}</Button>}
      >
        {detail}
      </Empty>
    </div>
  )
}

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('animate-pulse rounded bg-raised', className)} />
}

/** Rows that will be here soon; the shape of what comes, so that nothing jumps. */
export function SkeletonRows({
  count,
  label,
  className,
}: {
  count: number
  label: string
  className?: string
}) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={cn('flex items-center gap-3 border-b border-line px-4 py-3', className)}>
          <Skeleton className="size-9 rounded-full" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-3 w-2/5" />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
