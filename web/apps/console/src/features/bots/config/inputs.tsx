import { Input, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState, type KeyboardEvent } from 'react'
import { MASK } from './cells'

interface TypedInputProps {
  id: string
  value: string
  placeholder: string
  disabled: boolean
  isLong?: boolean
  inputMode?: 'numeric'
  onType: (value: string) => void
}

/** Shows what is being typed as it is typed: a cell loses the blanks at its ends. */
export function TypedInput({ value, isLong, onType, ...rest }: TypedInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const Tag = isLong ? Textarea : Input
  return (
    <Tag
      {...rest}
      value={typed ?? value}
      onBlur={() => setTyped(null)}
      onChange={({ target }: { target: { value: string } }) => {
        setTyped(target.value)
        onType(target.value)
      }}
    />
  )
}

/** A secret is written whole, when the field is left: saved in between, half of it would be taken for it. */
export function SecretInput({ id, disabled, isStored, onType }: TypedInputProps & { isStored: boolean }) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  function commit() {
    if (typed && typed !== MASK) onType(typed)
    setTyped('')
  }
  return (
    <Input
      id={id}
      disabled={disabled}
      type="password"
      autoComplete="new-password"
      placeholder={isStored ? t`Guardado. Escreva para trocar.` : t`Nenhum valor`}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && commit()}
    />
  )
}
