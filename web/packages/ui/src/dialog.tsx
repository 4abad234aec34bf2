import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'

interface DialogProps {
  title: ReactNode
  description?: ReactNode
  closeLabel: string
  onClose: () => void
  /** Buttons at the foot; the one that does it last. */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  children: ReactNode
}

const WIDTHS = { sm: 'sm:max-w-sm', md: 'sm:max-w-lg', lg: 'sm:max-w-2xl' }

/** Open while it is rendered. On a phone it rises from the lower edge. */
export function Dialog({
  title,
  description,
  closeLabel,
  onClose,
  footer,
  size = 'md',
  children,
}: DialogProps) {
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={focusWhole}
          className={cn(
            'fixed z-40 flex max-h-[88dvh] w-full flex-col bg-panel shadow-float outline-none',
            'inset-x-0 bottom-0 rounded-t-xl sm:inset-x-auto sm:top-[12vh] sm:bottom-auto sm:left-1/2 sm:max-h-[76vh] sm:-translate-x-1/2 sm:rounded-xl',
            WIDTHS[size],
          )}
        >
          <header className="flex items-start gap-3 border-b border-line py-3 pr-3 pl-4">
            <div className="min-w-0 flex-1 pt-1">
              <Radix.Title className="truncate text-base font-semibold">{title}</Radix.Title>
              {description && <Radix.Description className="text-mute">{description}</Radix.Description>}
            </div>
            <CloseButton label={closeLabel} />
          </header>
          {/* Long content is scrolled by keyboard too. */}
          <div tabIndex={0} className="min-h-0 flex-1 overflow-auto p-4 focus-visible:-outline-offset-2">
            {children}
          </div>
          {footer && (
            <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

interface SheetProps {
  title: string
  closeLabel: string
  onClose: () => void
  children: ReactNode
}

/** A panel from the right over the page, for narrow screens. */
export function Sheet({ title, closeLabel, onClose, children }: SheetProps) {
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusWhole}
          className="fixed inset-y-0 right-0 z-40 flex w-[min(360px,100vw)] flex-col border-l border-line bg-panel shadow-float outline-none"
        >
          <header className="flex h-12 shrink-0 items-center border-b border-line pr-2 pl-4">
            <Radix.Title className="flex-1 font-semibold">{title}</Radix.Title>
            <CloseButton label={closeLabel} />
          </header>
          <div className="min-h-0 flex-1 overflow-auto">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Without a tooltip: that would take the first Escape for itself. */
function CloseButton({ label }: { label: string }) {
  return (
    <Radix.Close
      aria-label={label}
      className="grid size-8 shrink-0 place-items-center rounded-md text-mute hover:bg-raised hover:text-ink"
    >
      <X size={16} aria-hidden />
    </Radix.Close>
  )
}

/** The dialog itself rather than its first button; a field with `autoFocus` has the focus already. */
function focusWhole(event: Event): void {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}
