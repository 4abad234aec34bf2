import { Slot } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { Kbd } from './badge'
import { Tooltip } from './tooltip'

const LOOKS = {
  primary: 'bg-brand text-on-brand hover:bg-brand-hover',
  plain: 'border border-line bg-panel text-ink hover:bg-hover',
  quiet: 'text-mute hover:bg-raised hover:text-ink',
  danger: 'bg-danger text-on-danger hover:opacity-90',
}

interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof LOOKS
  size?: 'sm' | 'md'
  icon?: ReactNode
  /** Shown beside the words, and told to assistive technology. */
  keys?: string | undefined
  asChild?: boolean
}

export function Button({
  look = 'plain',
  size = 'md',
  icon,
  keys,
  asChild,
  className,
  children,
  ...rest
}: ButtonProps) {
  const Tag = asChild ? Slot.Root : 'button'
  return (
    <Tag
      type={asChild ? undefined : 'button'}
      aria-keyshortcuts={keys}
      className={cn(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors disabled:opacity-50',
        size === 'md' ? 'h-8 px-3' : 'h-7 px-2.5 text-xs',
        LOOKS[look],
        className,
      )}
      {...rest}
    >
      {icon}
      {asChild ? <Slot.Slottable>{children}</Slot.Slottable> : children}
      {keys && <Kbd className="ml-0.5 max-lg:hidden">{keys}</Kbd>}
    </Tag>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  label: string
  icon: ReactNode
  keys?: string | undefined
  look?: keyof typeof LOOKS
  isPressed?: boolean | undefined
}

export function IconButton({
  label,
  icon,
  keys,
  look = 'quiet',
  isPressed,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={isPressed}
        aria-keyshortcuts={keys}
        className={cn(
          'grid size-8 shrink-0 place-items-center rounded-md transition-colors disabled:opacity-50',
          LOOKS[look],
          isPressed && 'bg-brand-soft text-brand-text hover:bg-brand-soft hover:text-brand-text',
          className,
        )}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
