import type { TicketField } from '@attendance/api'
import { Field, Input, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'

interface OwnFieldProps {
  field: TicketField
  value: unknown
  isDisabled?: boolean
  onChange: (value: unknown) => void
}

/** A field that the company defined, with the control for its kind. Texts and numbers are told when they are left. */
export function OwnField({ field, value, isDisabled, onChange }: OwnFieldProps) {
  const { t } = useLingui()
  const { label, kind, choices, is_required } = field
  const words = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return (
    <Field label={is_required ? `${label} *` : label}>
      {(ids) => {
        if (kind === 'boolean' || kind === 'choice') {
          const options =
            kind === 'choice'
              ? choices.map((one) => [one, one])
              : [
                  ['true', t`Sim`],
                  ['false', t`Não`],
                ]
          const shown =
            kind === 'boolean' ? (value === undefined || value === null ? '' : String(value)) : words
          return (
            <Select
              {...ids}
              disabled={isDisabled}
              value={shown}
              onChange={({ target }) =>
                onChange(
                  target.value === '' ? null : kind === 'boolean' ? target.value === 'true' : target.value,
                )
              }
            >
              <option value="">—</option>
              {options.map(([one, name]) => (
                <option key={one} value={one}>
                  {name}
                </option>
              ))}
            </Select>
          )
        }
        return (
          <Input
            {...ids}
            key={words}
            disabled={isDisabled}
            type={kind === 'number' ? 'number' : kind === 'date' ? 'date' : 'text'}
            step="any"
            defaultValue={words}
            onBlur={({ target }) => {
              if (target.value === words) return
              if (target.value === '') onChange(null)
              else onChange(kind === 'number' ? Number(target.value) : target.value)
            }}
          />
        )
      }}
    </Field>
  )
}
