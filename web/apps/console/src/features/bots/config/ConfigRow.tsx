import type { Bot } from '@attendance/api'
import { Badge, cn, IconButton, Select, Switch } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { RotateCcw, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { isSecret, MASK } from './cells'
import { SecretInput, TypedInput } from './inputs'
import { isOn, type ConfigKey } from './keys'

interface ConfigRowProps {
  name: string
  known?: ConfigKey
  bot: Bot
  values: ReadonlyMap<string, string>
  problems: ReadonlyMap<string, string>
  /** Null takes the key out. Without it the row only shows. */
  onChange: ((key: string, value: string | null) => void) | undefined
}

/** One setting: what it is, its value or its default, and the way back to the default. */
export function ConfigRow({ name, known, bot, values, problems, onChange }: ConfigRowProps) {
  const { t, i18n } = useLingui()
  const id = useId()
  const value = values.get(name)
  const isWritten = value !== undefined && value !== ''
  const problem = problems.get(name)
  const label = known ? i18n._(known.label) : name.replace(/^param-/, '')
  const change = (next: string | null) => onChange?.(name, next)
  return (
    <div className="grid gap-x-4 gap-y-1.5 grid-cols-[minmax(0,1fr)_32px] px-4 py-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_32px]">
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium wrap-anywhere">
          {label}
        </label>
        <p className="font-mono text-2xs wrap-anywhere text-mute">{name}</p>
        {known?.help && <p className="text-xs text-mute">{i18n._(known.help)}</p>}
      </div>
      <div
        className={cn(
          'min-w-0 max-sm:order-last max-sm:col-span-2',
          known?.kind === 'flag' ? 'flex items-center gap-2' : 'space-y-1',
        )}
      >
        <Control
          id={id}
          label={label}
          name={name}
          known={known}
          value={value}
          standard={standardOf(bot, name)}
          isReadOnly={onChange === undefined}
          onChange={change}
        />
        {!isWritten && known && known.kind !== 'secret' && <Badge>{t`Padrão`}</Badge>}
        {problem && (
          <p role="alert" className="text-xs text-danger">
            {problem}
          </p>
        )}
      </div>
      {onChange && value !== undefined && (
        <IconButton
          label={known ? t`Usar o padrão: ${label}` : t`Excluir ${label}`}
          icon={known ? <RotateCcw size={14} /> : <Trash2 size={14} />}
          onClick={() => change(null)}
        />
      )}
    </div>
  )
}

interface ControlProps {
  id: string
  label: string
  name: string
  known: ConfigKey | undefined
  value: string | undefined
  /** What counts without a value, as far as it is known. */
  standard: string
  isReadOnly: boolean
  onChange: (value: string | null) => void
}

function Control({ id, label, name, known, value, standard, isReadOnly, onChange }: ControlProps) {
  const { i18n } = useLingui()
  const typed = { id, disabled: isReadOnly, placeholder: standard, value: value ?? '', onType: onChange }
  if (isSecret(name)) return <SecretInput {...typed} isStored={value === MASK} />
  switch (known?.kind) {
    case 'flag':
      return (
        <Switch
          label={label}
          isOn={isOn(value || standard)}
          isDisabled={isReadOnly}
          onChange={(next) => onChange(String(next))}
        />
      )
    case 'choice':
      return (
        <Select
          id={id}
          disabled={isReadOnly}
          value={value || standard}
          onChange={(event) => onChange(event.target.value)}
        >
          {!(value || standard) && <option value="">—</option>}
          {(known.options ?? []).map(([option, words]) => (
            <option key={option} value={option}>
              {i18n._(words)}
            </option>
          ))}
        </Select>
      )
    case 'long':
      return <TypedInput {...typed} isLong />
    case 'number':
      return <TypedInput {...typed} inputMode="numeric" />
    default:
      return <TypedInput {...typed} />
  }
}

/** The default: what the server counts with for a key that config.csv doesn't set. */
function standardOf({ settings, written }: Bot, name: string): string {
  if (written.includes(name)) return ''
  const value = settings[name]
  return value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value)
}
