import { Field, Input, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { secondsOf, spanOf, type Span, type Unit } from '../company'

interface SpanFieldProps {
  label: string
  hint: string
  seconds: number | null
  mayBeNever?: boolean
  leastSeconds?: number
  /** Counted in nothing else. */
  only?: Unit
  onChange: (seconds: number | null) => void
}

/** A length of time in minutes, hours or days; or never. */
export function SpanField({
  label,
  hint,
  seconds,
  mayBeNever,
  leastSeconds = 60,
  only,
  onChange,
}: SpanFieldProps) {
  const { t } = useLingui()
  const [span, setSpan] = useState(() => spanOf(seconds))
  const units: Record<Unit, string> = { minutes: t`minutos`, hours: t`horas`, days: t`dias` }
  function change(next: Span) {
    setSpan(next)
    const total = secondsOf(next)
    onChange(total === null ? null : Math.max(total, leastSeconds))
  }
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <div className="flex gap-2">
          {span.amount !== null && (
            <Input
              {...ids}
              type="number"
              min={1}
              inputMode="numeric"
              value={span.amount}
              onChange={({ target }) =>
                change({ ...span, amount: Math.max(1, Math.round(target.valueAsNumber) || 1) })
              }
              className="w-24"
            />
          )}
          <Select
            aria-label={t`${label}: unidade`}
            value={span.amount === null ? 'never' : span.unit}
            onChange={({ target: { value } }) =>
              change(
                value === 'never'
                  ? { ...span, amount: null }
                  : { amount: span.amount ?? 1, unit: value as Unit },
              )
            }
            className="w-auto flex-1"
          >
            {mayBeNever && <option value="never">{t`nunca`}</option>}
            {Object.entries(units)
              .filter(([unit]) => only === undefined || unit === only)
              .map(([unit, words]) => (
                <option key={unit} value={unit}>
                  {words}
                </option>
              ))}
          </Select>
        </div>
      )}
    </Field>
  )
}
