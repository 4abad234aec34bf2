import { Field } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { Picker, type Choice } from '@/app/Picker'

interface PickFieldProps {
  label: string
  hint: string
  value: string
  /** Asked for when the list opens. */
  choices: () => Choice[]
  onChoose: (id: string) => void
}

/** One of very many: the list opens over the page and is typed through. */
export function PickField({ label, hint, value, choices, onChoose }: PickFieldProps) {
  const { t } = useLingui()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <>
          <button
            {...ids}
            type="button"
            aria-label={`${label}: ${value}`}
            aria-haspopup="dialog"
            onClick={() => setIsOpen(true)}
            className="flex h-8 w-full items-center gap-2 rounded-md border border-line-strong bg-panel px-2.5 text-left disabled:opacity-60"
          >
            <span className="min-w-0 flex-1 truncate">{value}</span>
            <ChevronsUpDown size={14} aria-hidden className="text-mute" />
          </button>
          {isOpen && (
            <Picker
              title={label}
              placeholder={t`Procurar`}
              choices={choices()}
              onChoose={onChoose}
              onClose={() => setIsOpen(false)}
            />
          )}
        </>
      )}
    </Field>
  )
}
