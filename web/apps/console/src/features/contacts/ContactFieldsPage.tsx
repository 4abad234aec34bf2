import type { ContactField } from '@attendance/api'
import { Button, Checkbox, Field, IconButton, Input, Select, Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Loaded } from '@/app/shell/Loaded'
import { Page, Section } from '@/app/shell/Page'
import { keyFor } from '@/features/tickets/keys'
import { attempt, fieldsQuery, saveFields } from './api'

/** What a company wants to know of its contacts, besides what everybody knows. */
export function ContactFieldsPage() {
  const { t } = useLingui()
  const fields = useQuery(fieldsQuery)
  return (
    <Page title={t`Contatos`} isNarrow>
      <Section
        title={t`Campos dos contatos`}
        description={t`O que a sua empresa precisa saber de cada contato, além de nome, telefone e e-mail. Os valores ficam guardados mesmo se o campo for tirado.`}
      >
        <Loaded query={fields}>{(known) => <OwnFields fields={known.fields} />}</Loaded>
      </Section>
    </Page>
  )
}

const EMPTY = { label: '', kind: 'text' as ContactField['kind'], choices: '', isRequired: false }

function OwnFields({ fields }: { fields: readonly ContactField[] }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const [draft, setDraft] = useState(EMPTY)
  const kinds: Record<ContactField['kind'], string> = {
    text: t`Texto`,
    number: t`Número`,
    boolean: t`Sim ou não`,
    date: t`Data`,
    choice: t`Escolha`,
  }
  const choices = draft.kind === 'choice' ? draft.choices.split(',').map((one) => one.trim()) : []
  const wanted = choices.filter(Boolean)
  const isReady = draft.label.trim() !== '' && (draft.kind !== 'choice' || wanted.length > 0)
  const save = (all: ContactField[]) =>
    attempt(async () => client.setQueryData(fieldsQuery.queryKey, await saveFields({ fields: all })))
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
        <Table label={t`Campos dos contatos`}>
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
              onChange={({ target }) => setDraft({ ...draft, kind: target.value as ContactField['kind'] })}
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
