import type { Contact, ContactPatch } from '@attendance/api'
import { formatPhone } from '@attendance/i18n'
import { Badge, Button, IconButton, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Mail, Phone, Star, Trash2 } from 'lucide-react'
import { useState, type FormEvent } from 'react'

interface AddressesProps {
  contact: Contact
  isEditable: boolean
  onSave: (patch: ContactPatch) => Promise<void>
}

/** All phones and e-mails; the first of each is the primary one. */
export function Addresses({ contact, isEditable, onSave }: AddressesProps) {
  const { t } = useLingui()
  return (
    <div className="space-y-5">
      <List
        title={t`Telefones`}
        addLabel={t`Novo telefone`}
        kind="tel"
        values={contact.phones}
        isEditable={isEditable}
        onSave={(phones) => onSave({ phones })}
      />
      <List
        title={t`E-mails`}
        addLabel={t`Novo e-mail`}
        kind="email"
        values={contact.emails}
        isEditable={isEditable}
        onSave={(emails) => onSave({ emails })}
      />
    </div>
  )
}

type Address = Contact['phones'][number]

interface ListProps {
  title: string
  addLabel: string
  kind: 'tel' | 'email'
  values: Address[]
  isEditable: boolean
  onSave: (values: Address[]) => Promise<void>
}

function List({ title, addLabel, kind, values, isEditable, onSave }: ListProps) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const Icon = kind === 'tel' ? Phone : Mail
  function add(event: FormEvent) {
    event.preventDefault()
    const value = typed.trim()
    if (!value) return
    void onSave([...values, { value, label: null }]).then(() => setTyped(''))
  }
  return (
    <div>
      <h3 className="mb-1 text-xs font-medium text-mute">{title}</h3>
      <ul aria-label={title}>
        {values.map((one, at) => {
          const shown = kind === 'tel' ? formatPhone(one.value) : one.value
          return (
            <li key={one.value} className="flex min-h-8 items-center gap-2">
              <Icon size={14} aria-hidden className="shrink-0 text-mute" />
              <span className="min-w-0 flex-1 truncate">{shown}</span>
              {one.label && <span className="text-xs text-mute">{one.label}</span>}
              {at === 0 && values.length > 1 && <Badge>{t`Principal`}</Badge>}
              {isEditable && at > 0 && (
                <IconButton
                  label={t`Tornar ${shown} o principal`}
                  icon={<Star size={14} />}
                  onClick={() => void onSave([one, ...values.filter((other) => other !== one)])}
                />
              )}
              {isEditable && (
                <IconButton
                  label={t`Tirar ${shown}`}
                  icon={<Trash2 size={14} />}
                  onClick={() => void onSave(values.filter((other) => other !== one))}
                />
              )}
            </li>
          )
        })}
      </ul>
      {values.length === 0 && !isEditable && <p className="text-mute">—</p>}
      {isEditable && (
        <form className="mt-1 flex gap-2" onSubmit={add}>
          <Input
            type={kind}
            aria-label={addLabel}
            placeholder={addLabel}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" disabled={!typed.trim()}>{t`Adicionar`}</Button>
        </form>
      )}
    </div>
  )
}
