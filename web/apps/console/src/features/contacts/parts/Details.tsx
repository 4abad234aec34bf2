import type { Contact, ContactField, ContactPatch } from '@attendance/api'
import { Field, Input, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useAttendants } from '@/features/attendants/api'
import { TagEditor } from '@/features/contact/parts/TagEditor'
import { amountOf } from '@/features/deals/amounts'
import { fieldsQuery } from '../api'

interface DetailsProps {
  contact: Contact
  isEditable: boolean
  onSave: (patch: ContactPatch) => Promise<void>
}

type Plain = 'first_name' | 'last_name' | 'tier' | 'status' | 'source' | 'customer_id'

/** Every field is saved as it is left. */
export function Details({ contact, isEditable, onSave }: DetailsProps) {
  const { t } = useLingui()
  const { attendants } = useAttendants()
  const { data: own } = useQuery(fieldsQuery)
  const plain = (name: Plain, label: string) => (
    <Text
      label={label}
      value={contact[name]}
      isDisabled={!isEditable}
      onLeave={(value) => onSave({ [name]: value })}
    />
  )
  const known = new Set(own?.fields.map(({ key }) => key))
  const others = Object.entries(contact.custom_fields).filter(([key]) => !known.has(key))
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {contact.first_name === null && contact.last_name === null ? (
        <Text
          className="sm:col-span-2"
          label={t`Nome`}
          value={contact.name}
          isDisabled={!isEditable}
          onLeave={(name) => onSave({ name })}
        />
      ) : (
        <>
          {plain('first_name', t`Nome`)}
          {plain('last_name', t`Sobrenome`)}
        </>
      )}
      <Text
        label={t`Empresa`}
        value={contact.company?.name ?? null}
        isDisabled={!isEditable}
        onLeave={(company) => onSave({ company })}
      />
      <Field label={t`Responsável`}>
        {(ids) => (
          <Select
            {...ids}
            disabled={!isEditable}
            value={contact.owner_id ?? ''}
            onChange={({ target }) => void onSave({ owner_id: target.value || null })}
          >
            <option value="">{t`Ninguém`}</option>
            {contact.owner_id && !attendants.some((one) => one.user_id === contact.owner_id) && (
              <option value={contact.owner_id}>{contact.owner_name}</option>
            )}
            {attendants.map((one) => (
              <option key={one.user_id} value={one.user_id}>
                {one.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {plain('tier', t`Nível`)}
      {plain('status', t`Situação`)}
      <Text
        label={t`Total de compras`}
        value={
          contact.ltv === null
            ? null
            : Number(contact.ltv).toLocaleString('pt-BR', { minimumFractionDigits: 2 })
        }
        isDisabled={!isEditable}
        onLeave={(typed) => onSave({ ltv: typed === null ? null : amountOf(typed) })}
      />
      {plain('source', t`Origem`)}
      {plain('customer_id', t`Código do cliente`)}
      <div className="sm:col-span-2">
        <p className="mb-1 text-xs font-medium">{t`Etiquetas`}</p>
        <TagEditor tags={contact.tags} isEditable={isEditable} onSave={(tags) => void onSave({ tags })} />
      </div>
      {own?.fields.map((field) => (
        <Own
          key={field.key}
          field={field}
          value={contact.custom_fields[field.key]}
          isDisabled={!isEditable}
          onSave={(value) => onSave({ custom_fields: { [field.key]: value } })}
        />
      ))}
      {others.length > 0 && (
        <dl className="sm:col-span-2">
          <dt className="mb-1 text-xs font-medium">{t`Anotado pelos robôs`}</dt>
          {others.map(([key, value]) => (
            <dd key={key} className="flex gap-2">
              <span className="text-mute">{key}</span>
              <span className="min-w-0 wrap-anywhere">
                {typeof value === 'string' ? value : JSON.stringify(value)}
              </span>
            </dd>
          ))}
        </dl>
      )}
    </div>
  )
}

interface TextProps {
  label: string
  value: string | null
  type?: string
  className?: string
  isDisabled: boolean
  onLeave: (value: string | null) => Promise<void>
}

function Text({ label, value, type = 'text', className = '', isDisabled, onLeave }: TextProps) {
  return (
    <Field label={label} className={className}>
      {(ids) => (
        <Input
          {...ids}
          type={type}
          disabled={isDisabled}
          defaultValue={value ?? ''}
          onBlur={({ target }) => {
            const next = target.value.trim() || null
            if (next !== value) void onLeave(next)
          }}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      )}
    </Field>
  )
}

interface OwnProps {
  field: ContactField
  value: unknown
  isDisabled: boolean
  onSave: (value: unknown) => Promise<void>
}

/** A field of one's own, by its kind. */
function Own({ field: { label, kind, choices }, value, isDisabled, onSave }: OwnProps) {
  const { t } = useLingui()
  if (kind === 'choice' || kind === 'boolean') {
    const options =
      kind === 'choice'
        ? choices.map((one) => [one, one])
        : [
            ['true', t`Sim`],
            ['false', t`Não`],
          ]
    return (
      <Field label={label}>
        {(ids) => (
          <Select
            {...ids}
            disabled={isDisabled}
            value={value === undefined ? '' : String(value)}
            onChange={({ target }) =>
              void onSave(
                target.value === '' ? null : kind === 'boolean' ? target.value === 'true' : target.value,
              )
            }
          >
            <option value="">—</option>
            {options.map(([id, words]) => (
              <option key={id} value={id}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
    )
  }
  return (
    <Text
      label={label}
      type={kind === 'date' ? 'date' : kind === 'number' ? 'number' : 'text'}
      value={value === undefined ? null : String(value as string | number)}
      isDisabled={isDisabled}
      onLeave={(typed) => onSave(typed !== null && kind === 'number' ? Number(typed) : typed)}
    />
  )
}
