import { Check } from 'lucide-react'
import { DropdownMenu, Popover as RadixPopover } from 'radix-ui'
import type { ReactNode } from 'react'
import { Kbd } from './badge'
import { cn } from './cn'

const FLOATING = 'z-50 rounded-lg bg-panel p-1 shadow-float'

interface MenuProps {
  trigger: ReactNode
  align?: 'start' | 'end'
  side?: 'top' | 'bottom'
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  children: ReactNode
}

export function Menu({ trigger, align = 'end', side = 'bottom', isOpen, onOpenChange, children }: MenuProps) {
  return (
    <DropdownMenu.Root
      modal={false}
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            FLOATING,
            'max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-auto',
          )}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

interface MenuItemProps {
  icon?: ReactNode
  keys?: string | undefined
  isChosen?: boolean
  isDisabled?: boolean
  isDangerous?: boolean
  onChoose: () => void
  children: ReactNode
}

export function MenuItem({
  icon,
  keys,
  isChosen,
  isDisabled,
  isDangerous,
  onChoose,
  children,
}: MenuItemProps) {
  return (
    <DropdownMenu.Item
      disabled={isDisabled ?? false}
      onSelect={onChoose}
      className={cn(
        'flex h-8 items-center gap-2 rounded-md px-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-raised',
        isDangerous && 'text-danger',
      )}
    >
      {icon && <span className="grid w-4 shrink-0 place-items-center text-mute">{icon}</span>}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {isChosen && <Check size={14} aria-hidden className="text-brand-text" />}
      {keys && <Kbd>{keys}</Kbd>}
    </DropdownMenu.Item>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-2xs font-medium text-mute">
      {children}
    </DropdownMenu.Label>
  )
}

export function MenuLine() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />
}

interface PopoverProps {
  trigger: ReactNode
  label: string
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  align?: 'start' | 'end'
  className?: string
  children: ReactNode
}

export function Popover({
  trigger,
  label,
  isOpen,
  onOpenChange,
  align = 'start',
  className,
  children,
}: PopoverProps) {
  return (
    <RadixPopover.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn(FLOATING, 'w-72 p-3 outline-none', className)}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  )
}
