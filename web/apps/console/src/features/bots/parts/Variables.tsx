import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'

interface VariablesProps {
  variables: Readonly<Record<string, string>>
  /** As they were before: what changed stands out. */
  before?: Readonly<Record<string, string>>
}

/** The names of a script with what they hold. */
export function Variables({ variables, before }: VariablesProps) {
  const { t } = useLingui()
  const names = Object.keys(variables).toSorted()
  if (names.length === 0) return <p className="text-xs text-mute">{t`Nenhuma variável.`}</p>
  return (
    <dl className="grid grid-cols-[minmax(0,auto)_minmax(0,1fr)] gap-x-3 gap-y-1 font-mono text-2xs">
      {names.map((name) => {
        const isNew = before !== undefined && before[name] !== variables[name]
        return (
          <div key={name} className="contents">
            <dt className={cn('wrap-anywhere', isNew ? 'font-semibold text-brand-text' : 'text-mute')}>
              {name}
            </dt>
            <dd className="wrap-anywhere whitespace-pre-wrap">{variables[name] || '—'}</dd>
          </div>
        )
      })}
    </dl>
  )
}
