import { Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { isPhone } from '../pasting'
import { ShareDialog } from './ShareDialog'

interface ShareContactProps {
  conversationId: string
  onClose: () => void
}

/** Somebody to call or write to, as a card for the customer's address book. */
export function ShareContact({ conversationId, onClose }: ShareContactProps) {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [organisation, setOrganisation] = useState('')
  const [isTried, setIsTried] = useState(false)
  const person = { name: name.trim(), phone: phone.trim(), organisation: organisation.trim() }
  const isWhole = person.name !== '' && isPhone(phone)
  return (
    <ShareDialog
      conversationId={conversationId}
      title={t`Enviar contato`}
      shared={isWhole ? { contacts: [person] } : null}
      onTry={() => setIsTried(true)}
      onClose={onClose}
    >
      <Field label={t`Nome`} error={isTried && !person.name ? t`Preencha este campo.` : undefined}>
        {(ids) => (
          <Input
            {...ids}
            autoFocus
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t`Telefone`}
        hint={t`Com +, país e DDD, o cliente pode abrir a conversa com um toque`}
        error={isTried && !isPhone(phone) ? t`Isto não parece um telefone.` : undefined}
      >
        {(ids) => (
          <Input
            {...ids}
            type="tel"
            maxLength={25}
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        )}
      </Field>
      <Field label={t`Empresa (opcional)`}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={200}
            value={organisation}
            onChange={(event) => setOrganisation(event.target.value)}
          />
        )}
      </Field>
    </ShareDialog>
  )
}
