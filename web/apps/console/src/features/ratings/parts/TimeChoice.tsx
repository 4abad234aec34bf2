import { Field, Select } from '@attendance/ui'
import { useFormats } from '@/app/formats'

interface TimeChoiceProps {
  label: string
  hint: string
  seconds: number
  choices: readonly number[]
  /** `span` is a length of time in words; null: none. */
  words: (span: string | null) => string
  onChange: (seconds: number) => void
}

/** One of a few lengths of time; one that was set otherwise stays among them. */
export function TimeChoice({ label, hint, seconds, choices, words, onChange }: TimeChoiceProps) {
  const { duration } = useFormats()
  const all = [...new Set([...choices, seconds])].toSorted((one, other) => one - other)
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <Select {...ids} value={seconds} onChange={({ target }) => onChange(Number(target.value))}>
          {all.map((one) => (
            <option key={one} value={one}>
              {words(one === 0 ? null : duration(one))}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
