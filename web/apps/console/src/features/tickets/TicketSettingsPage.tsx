import type { TicketField, TicketRule } from '@attendance/api'
import { Button, Checkbox, Field, IconButton, Input, Select, Switch, Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page, Section } from '@/app/shell/Page'
import { queuesQuery } from '@/features/queues/api'
import { changeCompany, companyQuery } from '@/features/settings/companyApi'
import { attempt, saveFields, saveRules, ticketFieldsQuery, ticketRulesQuery } from './api'
import { keyFor } from './keys'

/** When tickets are opened by themselves, and which fields they have. */
export function TicketSettingsPage() {
  const { t } = useLingui()
  const rules = useQuery(ticketRulesQuery)
  const fields = useQuery(ticketFieldsQuery)
  const me = useMe()
  const company = useQuery(companyQuery)
  return (
    <Page title={t`Tickets`} isNarrow>
      <Section
        title={t`Quando abrir um ticket`}
        description={t`Um ticket pode ser aberto sozinho para as conversas de cada fila.`}
      >
        <Loaded query={rules}>{(known) => <Rules rules={known.rules} />}</Loaded>
      </Section>
      <Section
        title={t`Campos dos tickets`}
        description={t`O que a sua empresa precisa saber de cada ticket, além do assunto.`}
      >
        <Loaded query={fields}>{(known) => <OwnFields fields={known.fields} />}</Loaded>
      </Section>
      {may(me, 'company.manage') && (
        <Section
          title={t`Quando um ticket é resolvido`}
          description={t`O que acontece sozinho, além de a conversa e o ticket ficarem resolvidos.`}
        >
          <Loaded query={company}>{(known) => <Winning isOn={known.deal_of_resolved_ticket} />}</Loaded>
        </Section>
      )}
    </Page>
  )
}

function Winning({ isOn }: { isOn: boolean }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const label = t`Criar um negócio ganho`
  const change = (wanted: boolean) =>
    void attempt(async () =>
      client.setQueryData(companyQuery.queryKey, await changeCompany({ deal_of_resolved_ticket: wanted })),
    )
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{label}</p>
        <p className="text-xs text-pretty text-mute">
          {t`Cada ticket resolvido vira um negócio com o cliente dele, na etapa de ganho, sem valor. Não vale para tickets que já têm um negócio.`}
        </p>
      </div>
      <Switch isOn={isOn} label={label} onChange={change} />
    </div>
  )
}

function Rules({ rules }: { rules: readonly TicketRule[] }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { data: queues = [] } = useQuery(queuesQuery)
  const names: Record<TicketRule['creates'], string> = {
    never: t`Nunca`,
    on_hand_over: t`Quando uma pessoa for pedida`,
    on_resolve: t`Quando a conversa for resolvida`,
  }
  const lines = [
    { id: null, name: t`Filas sem regra própria` },
    ...queues.map((one) => ({ id: one.id, name: one.name })),
  ]
  async function choose(queueId: string | null, chosen: string) {
    const others = rules.filter((one) => one.queue_id !== queueId)
    const before = rules.find((one) => one.queue_id === queueId)
    const creates = Object.keys(names).find((one) => one === chosen) as TicketRule['creates'] | undefined
    const wanted = creates ? [{ queue_id: queueId, creates, category: before?.category ?? null }] : []
    await attempt(async () =>
      client.setQueryData(ticketRulesQuery.queryKey, await saveRules({ rules: [...others, ...wanted] })),
    )
  }
  return (
    <Table label={t`Quando abrir um ticket`}>
      <tbody>
        {lines.map(({ id, name }) => (
          <tr key={id ?? 'others'}>
            <Td className="wrap-anywhere">{name}</Td>
            <Td className="w-64">
              <Select
                aria-label={name}
                value={rules.find((one) => one.queue_id === id)?.creates ?? ''}
                onChange={(event) => void choose(id, event.target.value)}
              >
                <option value="">{id === null ? t`Nunca` : t`Como as outras filas`}</option>
                {Object.entries(names)
                  .filter(([creates]) => id !== null || creates !== 'never')
                  .map(([creates, words]) => (
                    <option key={creates} value={creates}>
                      {words}
                    </option>
                  ))}
              </Select>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

const EMPTY = { label: '', kind: 'text' as TicketField['kind'], choices: '', isRequired: false }

function OwnFields({ fields }: { fields: readonly TicketField[] }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [draft, setDraft] = useState(EMPTY)
  const kinds: Record<TicketField['kind'], string> = {
    text: t`Texto`,
    number: t`Número`,
    boolean: t`Sim ou não`,
    date: t`Data`,
    choice: t`Escolha`,
  }
  const choices = draft.kind === 'choice' ? draft.choices.split(',').map((one) => one.trim()) : []
  const wanted = choices.filter(Boolean)
  const isReady = draft.label.trim() !== '' && (draft.kind !== 'choice' || wanted.length > 0)
  const save = (all: TicketField[]) =>
    attempt(async () => client.setQueryData(ticketFieldsQuery.queryKey, await saveFields({ fields: all })))
  async function add() {
    const { label, kind, isRequired } = draft
    const key = keyFor(label, new Set(fields.map((one) => one.key)))
    const made = { key, label: label.trim(), kind, choices: wanted, is_required: isRequired }
    if (await save([...fields, made])) setDraft(EMPTY)
  }
  return (
    <>
      {fields.length === 0 && <p className="text-mute">{t`Nenhum campo próprio.`}</p>}
      {fields.length > 0 && (
        <Table label={t`Campos dos tickets`}>
          <thead>
            <tr>
              <Th>{t`Nome do campo`}</Th>
              <Th>{t`Tipo`}</Th>
              <Th>{t`Obrigatório`}</Th>
              <Th />
            </tr>
          </thead>
          <tbody>
            {fields.map((one) => (
              <tr key={one.key}>
                <Td className="wrap-anywhere">{one.label}</Td>
                <Td>{one.choices.length > 0 ? one.choices.join(', ') : kinds[one.kind]}</Td>
                <Td>{one.is_required ? t`Sim` : t`Não`}</Td>
                <Td>
                  <IconButton
                    label={t`Tirar o campo ${one.label}`}
                    icon={<Trash2 size={15} />}
                    onClick={() => void save(fields.filter((other) => other.key !== one.key))}
                  />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <form
        aria-label={t`Novo campo`}
        className="mt-4 flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) void add()
        }}
      >
        <Field label={t`Nome do campo`} className="min-w-40 flex-1">
          {(ids) => (
            <Input
              {...ids}
              maxLength={100}
              value={draft.label}
              onChange={(event) => setDraft({ ...draft, label: event.target.value })}
            />
          )}
        </Field>
        <Field label={t`Tipo`}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.kind}
              onChange={({ target }) => setDraft({ ...draft, kind: target.value as TicketField['kind'] })}
            >
              {Object.entries(kinds).map(([kind, words]) => (
                <option key={kind} value={kind}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {draft.kind === 'choice' && (
          <Field label={t`Opções, separadas por vírgula`} className="w-full">
            {(ids) => (
              <Input
                {...ids}
                value={draft.choices}
                onChange={(event) => setDraft({ ...draft, choices: event.target.value })}
              />
            )}
          </Field>
        )}
        <Checkbox
          isChecked={draft.isRequired}
          label={t`Obrigatório`}
          onChange={(isRequired) => setDraft({ ...draft, isRequired })}
        />
        <Button type="submit" icon={<Plus size={15} />} disabled={!isReady}>{t`Adicionar campo`}</Button>
      </form>
    </>
  )
}
