import type { Company, CompanyPatch } from '@attendance/api'
import { LOCALES } from '@attendance/i18n'
import { Button, Field, Input, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState, type FormEvent } from 'react'
import { now } from '@/app/clock'
import { Section } from '@/app/shell/Page'
import { companyPatch, countryChoices, currencyChoices, offsetOf, UNITS, zoneChoices } from '../company'
import { PickField } from './PickField'
import { SpanField } from './SpanField'

const LANGUAGES = { 'pt-BR': 'Português (Brasil)', en: 'English', es: 'Español' }

interface CompanyFormProps {
  start: Company
  isReadOnly: boolean
  isBusy: boolean
  onSubmit: (patch: CompanyPatch) => void
}

export function CompanyForm({ start, isReadOnly, isBusy, onSubmit }: CompanyFormProps) {
  const { t, i18n } = useLingui()
  const [company, setCompany] = useState(start)
  const change = (part: Partial<Company>) => setCompany((before) => ({ ...before, ...part }))
  const patch = companyPatch(start, company)
  const isNameless = !company.name.trim()
  const currency = currencyChoices(i18n.locale).find(({ id }) => id === company.currency)
  const country = countryChoices(i18n.locale).find(({ id }) => id === company.country)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isNameless) onSubmit(patch)
  }
  return (
    <form onSubmit={submit} noValidate>
      <fieldset disabled={isReadOnly}>
        <Section title={t`Quem somos`}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t`Nome`} error={isNameless && t`Dê um nome à empresa.`} className="sm:col-span-2">
              {(ids) => (
                <Input
                  {...ids}
                  maxLength={200}
                  value={company.name}
                  onChange={(event) => change({ name: event.target.value })}
                />
              )}
            </Field>
            <Field
              label={t`Língua`}
              hint={t`Das mensagens automáticas aos clientes. Cada pessoa escolhe a sua para o console.`}
            >
              {(ids) => (
                <Select
                  {...ids}
                  value={company.locale}
                  onChange={(event) => change({ locale: event.target.value as Company['locale'] })}
                >
                  {LOCALES.map((locale) => (
                    <option key={locale} value={locale}>
                      {LANGUAGES[locale]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <PickField
              label={t`País`}
              hint={t`Telefones deste país não precisam de prefixo.`}
              value={country?.label ?? company.country}
              choices={() => countryChoices(i18n.locale)}
              onChoose={(id) => change({ country: id })}
            />
            <PickField
              label={t`Moeda`}
              hint={t`De negócios e compras. Valores que já existem não são convertidos.`}
              value={currency?.label ?? company.currency}
              choices={() => currencyChoices(i18n.locale)}
              onChoose={(id) => change({ currency: id })}
            />
            <PickField
              label={t`Fuso horário`}
              hint={t`Vale para horários das filas, agendamentos e indicadores.`}
              value={`${company.timezone.replaceAll('_', ' ')} (${offsetOf(company.timezone, new Date(now()))})`}
              choices={() => zoneChoices(new Date(now()))}
              onChoose={(id) => change({ timezone: id })}
            />
          </div>
        </Section>
        <Section
          title={t`Conversas paradas`}
          description={t`O que acontece quando ninguém escreve mais nada.`}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <SpanField
              label={t`Devolver ao bot depois de`}
              hint={t`Uma conversa de um atendente em que nenhum dos lados escreve.`}
              seconds={company.release_after_seconds}
              mayBeNever
              onChange={(seconds) => change({ release_after_seconds: seconds })}
            />
            <SpanField
              label={t`Encerrar depois de`}
              hint={t`Uma conversa em que ninguém escreve há tanto tempo conta como abandonada.`}
              seconds={company.abandon_after_seconds || null}
              leastSeconds={300}
              mayBeNever
              onChange={(seconds) => change({ abandon_after_seconds: seconds ?? 0 })}
            />
          </div>
        </Section>
        <Section title={t`Registros`}>
          <SpanField
            label={t`Guardar por`}
            hint={t`Entregas dos canais, decisões das filas e passos dos scripts. Mensagens ficam para sempre.`}
            seconds={company.keep_records_days * UNITS.days}
            only="days"
            onChange={(seconds) => seconds !== null && change({ keep_records_days: seconds / UNITS.days })}
          />
        </Section>
        {!isReadOnly && (
          <div className="flex justify-end">
            <Button
              type="submit"
              look="primary"
              disabled={isBusy || isNameless || Object.keys(patch).length === 0}
            >
              {t`Salvar`}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  )
}
