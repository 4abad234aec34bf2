import type { ReportCatalogue, ReportSource } from '@attendance/api'
import { Field, Input, Segmented, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import {
  beginWith,
  filterable,
  MOST_DIMENSIONS,
  MOST_MEASURES,
  newFilter,
  sourceOf,
  splits,
  withDimensions,
  withMeasures,
  type Draft,
} from '../definition'
import { usePeriodNames } from '../usePeriodNames'
import { FilterRow } from './FilterRow'
import { Keys } from './Keys'

interface BuilderProps {
  catalogue: ReportCatalogue
  draft: Draft
  onChange: (draft: Draft) => void
}

/** What is asked: of what, which numbers, split by what, filtered how, when. */
export function Builder({ catalogue, draft, onChange }: BuilderProps) {
  const { t } = useLingui()
  const source = sourceOf(catalogue, draft.source)
  if (!source) return null
  const choose = (key: string) => {
    const next = sourceOf(catalogue, key)
    if (next) onChange({ ...beginWith(next), period: draft.period })
  }
  return (
    <div className="space-y-5">
      <Field label={t`Sobre`}>
        {(ids) => (
          <Select {...ids} value={draft.source} onChange={(event) => choose(event.target.value)}>
            {catalogue.sources.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Keys
        label={t`Medir`}
        add={t`Acrescentar medida…`}
        chosen={named(draft.measures, source.measures)}
        others={source.measures.filter(({ key }) => !draft.measures.includes(key))}
        isFull={draft.measures.length >= MOST_MEASURES}
        isNeeded
        onChange={(keys) => onChange(withMeasures(draft, keys))}
      />
      <Keys
        label={t`Dividir por`}
        add={t`Acrescentar divisão…`}
        chosen={named(draft.dimensions, source.dimensions)}
        others={splits(source, draft)}
        isFull={draft.dimensions.length >= MOST_DIMENSIONS}
        onChange={(keys) => onChange(withDimensions(draft, keys))}
      />
      <PeriodFields source={source} draft={draft} onChange={onChange} />
      <Filters source={source} draft={draft} onChange={onChange} />
      <div className="space-y-1">
        <p className="text-xs font-medium">{t`Mostrar como`}</p>
        <Segmented
          label={t`Mostrar como`}
          value={draft.chart}
          onChange={(chart) => onChange({ ...draft, chart })}
          options={[
            { value: 'table', label: t`Tabela` },
            { value: 'line', label: t`Linhas` },
            { value: 'bar', label: t`Barras` },
            { value: 'ranking', label: t`Ranking` },
          ]}
        />
      </div>
    </div>
  )
}

/** The things of these keys, in the keys' order; what a measure means is shown beside it. */
function named(
  keys: readonly string[],
  things: readonly { key: string; name: string; definition?: string }[],
): { key: string; name: string; hint?: string }[] {
  return keys.flatMap((key) => {
    const one = things.find((thing) => thing.key === key)
    return one ? [{ key, name: one.name, ...(one.definition ? { hint: one.definition } : {}) }] : []
  })
}

interface PartProps {
  source: ReportSource
  draft: Draft
  onChange: (draft: Draft) => void
}

function PeriodFields({ source, draft, onChange }: PartProps) {
  const { t } = useLingui()
  const names = usePeriodNames()
  const { period } = draft
  const set = (part: Partial<Draft['period']>) => onChange({ ...draft, period: { ...period, ...part } })
  return (
    <div className="space-y-3">
      <Field label={t`Período`}>
        {(ids) => (
          <Select
            {...ids}
            value={period.key}
            onChange={(event) => {
              const key = names.find(([one]) => one === event.target.value)?.[0]
              if (key) set({ key, first: null, last: null })
            }}
          >
            {names.map(([key, name]) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {period.key === 'between' && (
        <div className="grid grid-cols-2 gap-2">
          <Field label={t`De`}>
            {(ids) => (
              <Input
                {...ids}
                type="date"
                value={period.first ?? ''}
                onChange={(event) => set({ first: event.target.value || null })}
              />
            )}
          </Field>
          <Field label={t`Até`}>
            {(ids) => (
              <Input
                {...ids}
                type="date"
                min={period.first ?? undefined}
                value={period.last ?? ''}
                onChange={(event) => set({ last: event.target.value || null })}
              />
            )}
          </Field>
        </div>
      )}
      {source.dates.length > 1 && (
        <Field label={t`Conta pela data de`}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.date ?? source.dates[0]?.value}
              onChange={(event) => onChange({ ...draft, date: event.target.value })}
            >
              {source.dates.map(({ value, name }) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </div>
  )
}

function Filters({ source, draft, onChange }: PartProps) {
  const { t } = useLingui()
  const fields = filterable(source)
  const others = fields.filter(({ key }) => draft.filters.every(({ field }) => field !== key))
  const set = (filters: Draft['filters']) => onChange({ ...draft, filters })
  return (
    <fieldset className="space-y-1.5">
      <legend className="mb-1 text-xs font-medium">{t`Só estes`}</legend>
      <ul className="space-y-1.5">
        {draft.filters.map((filter, place) => {
          const field = fields.find(({ key }) => key === filter.field)
          if (!field) return null
          return (
            <FilterRow
              key={filter.field}
              source={source}
              field={field}
              filter={filter}
              onChange={(next) => set(draft.filters.with(place, next))}
              onRemove={() => set(draft.filters.toSpliced(place, 1))}
            />
          )
        })}
      </ul>
      <Select
        aria-label={t`Acrescentar filtro…`}
        value=""
        onChange={(event) => {
          const field = fields.find(({ key }) => key === event.target.value)
          if (field) set([...draft.filters, newFilter(field)])
        }}
      >
        <option value="">{t`Acrescentar filtro…`}</option>
        {others.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </Select>
    </fieldset>
  )
}
