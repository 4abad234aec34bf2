import type { ReportDimension, ReportFilter, ReportSource } from '@attendance/api'
import { Button, Checkbox, IconButton, Input, Popover, Select } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, X } from 'lucide-react'
import { useState } from 'react'
import { folded } from '@/app/fold'
import { valuesQuery } from '../api'

type Filter = ReportFilter

interface FilterRowProps {
  source: ReportSource
  field: ReportDimension
  filter: Filter
  onChange: (filter: Filter) => void
  onRemove: () => void
}

/** One condition: a field, how it is compared, and with what. */
export function FilterRow({ source, field, filter, onChange, onRemove }: FilterRowProps) {
  const { t } = useLingui()
  const { name } = field
  const isNumber = field.kind === 'number'
  return (
    <li className="space-y-1.5 rounded-md bg-raised p-2">
      <div className="flex items-center gap-1">
        <span className="min-w-0 flex-1 truncate pl-0.5">{name}</span>
        <Select
          aria-label={t`Comparação de ${name}`}
          className="h-7 w-auto text-xs"
          value={filter.op}
          onChange={(event) => onChange({ ...filter, op: event.target.value as Filter['op'] })}
        >
          {isNumber ? (
            <>
              <option value="at_least">{t`pelo menos`}</option>
              <option value="at_most">{t`no máximo`}</option>
            </>
          ) : (
            <>
              <option value="in">{t`é`}</option>
              <option value="not_in">{t`não é`}</option>
            </>
          )}
        </Select>
        <IconButton
          label={t`Tirar o filtro ${name}`}
          icon={<X size={14} />}
          className="size-7"
          onClick={onRemove}
        />
      </div>
      {isNumber ? (
        <Input
          type="number"
          step="any"
          aria-label={t`Valor de ${name}`}
          value={filter.values[0] ?? ''}
          onChange={(event) =>
            onChange({ ...filter, values: event.target.value ? [event.target.value] : [] })
          }
        />
      ) : (
        <Values source={source} field={field} filter={filter} onChange={onChange} />
      )}
    </li>
  )
}

function Values({ source, field, filter, onChange }: Omit<FilterRowProps, 'onRemove'>) {
  const { t } = useLingui()
  const [isOpen, setIsOpen] = useState(filter.values.length === 0)
  const [words, setWords] = useState('')
  const isClosedSet = field.choices.length > 0
  const { data: found = [], isPending } = useQuery({
    ...valuesQuery(source.key, field.key),
    enabled: !isClosedSet,
  })
  const offered = isClosedSet ? field.choices : found
  const none = { value: null, name: t`(nenhum)` }
  const choices = [...offered, ...(isClosedSet ? [] : [none])]
  const named = new Map<string | null, string>(choices.map(({ value, name }) => [value, name]))
  const chosen = filter.values.map((one) => named.get(one) ?? one ?? none.name)
  const shown = choices.filter(({ name }) => folded(name).includes(folded(words)))
  const toggled = (value: string | null, isChecked: boolean) =>
    isChecked ? [...filter.values, value] : filter.values.filter((one) => one !== value)
  const several = plural(chosen.length, { one: '# escolhido', other: '# escolhidos' })
  return (
    <Popover
      label={t`Valores de ${field.name}`}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button className="w-full justify-between font-normal" size="sm">
          <span className="truncate">
            {chosen.length === 0 ? t`Escolher…` : chosen.length < 3 ? chosen.join(', ') : several}
          </span>
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
    >
      {choices.length > 8 && (
        <Input
          aria-label={t`Procurar valor`}
          placeholder={t`Procurar`}
          value={words}
          className="mb-2"
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <div className="max-h-64 space-y-2 overflow-y-auto p-0.5">
        {!isClosedSet && isPending && <p className="text-mute">{t`Carregando`}</p>}
        {shown.map(({ value, name }) => (
          <Checkbox
            key={value ?? ''}
            label={name}
            isChecked={filter.values.includes(value)}
            onChange={(isChecked) => onChange({ ...filter, values: toggled(value, isChecked) })}
          />
        ))}
        {shown.length === 0 && <p className="text-mute">{t`Nada com este nome.`}</p>}
      </div>
    </Popover>
  )
}
