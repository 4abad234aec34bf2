import { IconButton, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { useId } from 'react'

interface KeysProps {
  label: string
  add: string
  chosen: readonly { key: string; name: string; hint?: string }[]
  others: readonly { key: string; name: string }[]
  isFull: boolean
  /** One has to stay. */
  isNeeded?: boolean
  onChange: (keys: string[]) => void
}

/** A short list that is added to and taken from, in its order. */
export function Keys({ label, add, chosen, others, isFull, isNeeded, onChange }: KeysProps) {
  const { t } = useLingui()
  const id = useId()
  const keys = chosen.map(({ key }) => key)
  return (
    <fieldset className="space-y-1.5">
      <legend id={id} className="mb-1 text-xs font-medium">
        {label}
      </legend>
      <ul aria-labelledby={id} className="space-y-1">
        {chosen.map(({ key, name, hint }) => (
          <li key={key} className="flex items-center gap-1 rounded-md bg-raised py-0.5 pr-0.5 pl-2.5">
            <span className="min-w-0 flex-1 truncate" title={hint}>
              {name}
            </span>
            <IconButton
              label={t`Tirar ${name}`}
              icon={<X size={14} />}
              className="size-7"
              disabled={isNeeded && chosen.length === 1}
              onClick={() => onChange(keys.filter((one) => one !== key))}
            />
          </li>
        ))}
      </ul>
      {!isFull && others.length > 0 && (
        <Select
          aria-label={add}
          value=""
          onChange={(event) => event.target.value && onChange([...keys, event.target.value])}
        >
          <option value="">{add}</option>
          {others.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </fieldset>
  )
}
