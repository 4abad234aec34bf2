import { Check } from 'lucide-react'
import { Checkbox as RadixCheckbox, Switch as RadixSwitch } from 'radix-ui'
import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from './cn'

const BOX =
  'w-full rounded-md border border-line-strong bg-panel px-2.5 text-ink outline-none transition-colors focus:border-brand focus-visible:outline-2 focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-60'

interface FieldProps {
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  className?: string
  children: (ids: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': boolean | undefined
  }) => ReactNode
}

/** A label, its control, and what to know about it. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId()
  const about = hint || error ? `${id}-about` : undefined
  return (
    <div className={cn('space-y-1', className)}>
      <label htmlFor={id} className="block text-xs font-medium">
        {label}
      </label>
      {children({ id, 'aria-describedby': about, 'aria-invalid': error ? true : undefined })}
      {about && (
        <p
          id={about}
          role={error ? 'alert' : undefined}
          className={cn('text-xs', error ? 'text-danger' : 'text-mute')}
        >
          {error || hint}
        </p>
      )}
    </div>
  )
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(BOX, 'h-8', className)} {...rest} />
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cn(BOX, 'min-h-16 py-1.5', className)} {...rest} />
}

/** The browser's own list: works with every keyboard, screen reader and phone. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={cn(BOX, 'h-8 pr-7', className)} {...rest} />
}

interface CheckboxProps {
  isChecked: boolean
  onChange: (isChecked: boolean) => void
  label: ReactNode
  hint?: ReactNode
  isDisabled?: boolean
}

export function Checkbox({ isChecked, onChange, label, hint, isDisabled }: CheckboxProps) {
  const id = useId()
  return (
    <div className="flex items-start gap-2">
      <RadixCheckbox.Root
        id={id}
        checked={isChecked}
        disabled={isDisabled ?? false}
        onCheckedChange={(checked) => onChange(checked === true)}
        className="mt-0.5 grid size-4 shrink-0 place-items-center rounded border border-line-strong bg-panel data-[state=checked]:border-brand data-[state=checked]:bg-brand"
      >
        <RadixCheckbox.Indicator>
          <Check size={12} strokeWidth={3} className="text-on-brand" />
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      <label htmlFor={id} className="min-w-0">
        <span className="block truncate">{label}</span>
        {hint && <span className="block truncate text-xs text-mute">{hint}</span>}
      </label>
    </div>
  )
}

interface SwitchProps {
  isOn: boolean
  onChange: (isOn: boolean) => void
  label: string
  isDisabled?: boolean
}

export function Switch({ isOn, onChange, label, isDisabled }: SwitchProps) {
  return (
    <RadixSwitch.Root
      checked={isOn}
      disabled={isDisabled ?? false}
      onCheckedChange={onChange}
      aria-label={label}
      className="h-[18px] w-8 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors data-[state=checked]:bg-brand"
    >
      <RadixSwitch.Thumb className="block size-3.5 rounded-full bg-white transition-transform data-[state=checked]:translate-x-3.5" />
    </RadixSwitch.Root>
  )
}
