import type { ChannelInfo } from '@attendance/api'
import { Button, Field, Input, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Dices } from 'lucide-react'
import { useState } from 'react'
import { credentialWords } from '../credentialWords'

type ChannelField = ChannelInfo['fields'][number]

/** Words of our own that the vendor is told: we can make good ones. */
const OURS = new Set(['verify_token', 'secret_token', 'identity_secret', 'secret'])
const LONG = new Set(['service_account'])

/** What the vendor gave. Secrets are written, never read back. */
export function CredentialFields({ channel, known }: { channel: ChannelInfo; known: readonly string[] }) {
  const { t } = useLingui()
  const needed = channel.fields.filter((field) => field.required)
  const others = channel.fields.filter((field) => !field.required)
  const shown = (field: ChannelField) => (
    <Credential key={field.name} channel={channel.name} field={field} isSaved={known.includes(field.name)} />
  )
  return (
    <>
      {needed.map(shown)}
      {others.length > 0 && others.length < 3 && others.map(shown)}
      {others.length >= 3 && (
        <details className="rounded-md border border-line p-3">
          <summary className="cursor-pointer text-xs font-medium">{t`Mais opções`}</summary>
          <div className="mt-3 space-y-4">{others.map(shown)}</div>
        </details>
      )}
    </>
  )
}

interface CredentialProps {
  channel: string
  field: ChannelField
  isSaved: boolean
}

function Credential({ channel, field, isSaved }: CredentialProps) {
  const { t } = useLingui()
  const [made, setMade] = useState<string | null>(null)
  const { label, help } = credentialWords(channel, field)
  const about = {
    name: `credential ${field.name}`,
    required: field.required && !isSaved,
    placeholder: isSaved ? t`Guardado. Escreva para trocar.` : '',
    autoComplete: 'new-password',
    className: 'font-mono text-xs placeholder:font-sans',
  }
  return (
    <Field
      label={field.required ? label : t`${label} (opcional)`}
      hint={made ? t`Copie agora: depois de guardada, ninguém mais a vê.` : help}
    >
      {(ids) =>
        LONG.has(field.name) ? (
          <Textarea {...ids} {...about} spellCheck={false} />
        ) : (
          <div className="flex gap-2">
            <Input
              {...ids}
              {...about}
              key={made}
              defaultValue={made ?? undefined}
              type={field.secret && !made ? 'password' : 'text'}
            />
            {OURS.has(field.name) && (
              <Button icon={<Dices size={14} />} onClick={() => setMade(makeWord())}>{t`Gerar`}</Button>
            )}
          </div>
        )
      }
    </Field>
  )
}

/** 32 letters and digits: more than anybody can guess, and every vendor takes them. */
function makeWord(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What was typed into these fields; what was left empty stays as it is. */
export function typedCredentials(channel: ChannelInfo, form: FormData): Record<string, string> {
  const typed = channel.fields.map(
    ({ name }) => [name, String(form.get(`credential ${name}`) ?? '').trim()] as const,
  )
  return Object.fromEntries(typed.filter(([, value]) => value))
}
