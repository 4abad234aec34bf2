import { useLingui } from '@lingui/react/macro'
import { Link, type LinkProps } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@attendance/ui'

interface PageProps {
  title: ReactNode
  description?: ReactNode
  /** Where this page was reached from. */
  back?: Pick<LinkProps, 'to' | 'search'>
  actions?: ReactNode
  isNarrow?: boolean
  children: ReactNode
}

/** A page with a title, its buttons, and what scrolls below. */
export function Page({ title, description, back, actions, isNarrow, children }: PageProps) {
  const { t } = useLingui()
  const width = cn('mx-auto w-full px-6 max-md:px-4', isNarrow ? 'max-w-3xl' : 'max-w-6xl')
  return (
    <div className="h-full overflow-y-auto bg-canvas">
      <header className={cn(width, 'flex flex-wrap items-start gap-3 pt-5 pb-4')}>
        {back && (
          <Link
            {...back}
            aria-label={t`Voltar`}
            className="-ml-2 grid size-8 place-items-center rounded-md text-mute hover:bg-raised"
          >
            <ArrowLeft size={17} />
          </Link>
        )}
        <div className="min-w-48 flex-1">
          <h1 className="text-lg leading-8 font-semibold wrap-anywhere">{title}</h1>
          {description && <p className="text-pretty text-mute">{description}</p>}
        </div>
        <div className="flex flex-wrap gap-2">{actions}</div>
      </header>
      <div className={cn(width, 'pb-10')}>{children}</div>
    </div>
  )
}

/** A titled box on a page. */
export function Section({
  title,
  description,
  actions,
  children,
}: {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="mb-5 rounded-xl border border-line bg-panel">
      <header className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3">
        <div className="min-w-40 flex-1">
          <h2 className="font-semibold">{title}</h2>
          {description && <p className="text-xs text-pretty text-mute">{description}</p>}
        </div>
        {actions}
      </header>
      <div className="p-4">{children}</div>
    </section>
  )
}
