import { formatPhone } from '@attendance/i18n'
import { useLingui } from '@lingui/react/macro'
import { useState, type KeyboardEvent } from 'react'

interface EditableRowProps {
  label: string
  value: string | null
  type?: 'text' | 'email' | 'tel'
  isEditable: boolean
  onSave: (value: string | null) => void
}

/** A value that becomes a field when it is entered, and is saved when it is left. */
export function EditableRow({ label, value, type = 'text', isEditable, onSave }: EditableRowProps) {
  const { t } = useLingui()
  const [typed, setTyped] = useState<string | null>(null)

  function leave() {
    const next = typed?.trim() || null
    if (typed !== null && next !== value) onSave(next)
    setTyped(null)
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') event.currentTarget.blur()
    if (event.key !== 'Escape') return
    event.stopPropagation()
    setTyped(null)
    const { currentTarget } = event
    // After the old value is back, so that leaving saves nothing.
    setTimeout(() => currentTarget.blur(), 0)
  }

  return (
    <div className="flex h-7 items-center gap-2">
      <dt className="w-22 shrink-0 text-mute">{label}</dt>
      <dd className="min-w-0 flex-1">
        {isEditable ? (
          <input
            type={type}
            aria-label={label}
            value={typed ?? (type === 'tel' ? formatPhone(value ?? '') : (value ?? ''))}
            placeholder={t`Adicionar`}
            onFocus={() => setTyped(value ?? '')}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={leave}
            onKeyDown={press}
            className="-mx-1.5 h-7 w-[calc(100%+12px)] truncate rounded border border-transparent bg-transparent px-1.5 outline-none hover:border-line focus:border-brand"
          />
        ) : (
          (value ?? '—')
        )}
      </dd>
    </div>
  )
}
