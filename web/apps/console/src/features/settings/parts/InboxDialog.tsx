import type { ChannelInfo, Inbox, NewInbox } from '@attendance/api'
import { Button, channelName, Dialog, Field, Input, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { toast } from 'sonner'
import { newId } from '@/app/ids'
import { problemText } from '@/app/problems'
import { channelsQuery } from '@/features/media/channels'
import { credentialWords } from '../credentialWords'
import { changeInbox, createInbox } from '../inboxesApi'
import { writeWebchat } from '../webchat'
import { DeleteInbox } from './DeleteInbox'
import { WebchatFields } from './WebchatFields'

type Typed = Pick<NewInbox, 'name' | 'credentials' | 'settings'>

/** Connect a channel, or change its name and credentials. Secrets are written, never read back. */
export function InboxDialog({ inbox, onClose }: { inbox: Inbox | null; onClose: () => void }) {
  const { t } = useLingui()
  const formId = useId()
  const client = useQueryClient()
  const { data: channels = [] } = useQuery(channelsQuery)
  const [chosen, setChosen] = useState<string | null>(inbox?.channel ?? null)
  const [key] = useState(newId)
  const channel = channels.find((one) => one.name === (chosen ?? channels[0]?.name))
  const { mutate, error, isPending } = useMutation({
    mutationFn: (body: Typed) =>
      inbox ? changeInbox(inbox.id, body) : createInbox({ channel: channel?.name ?? '', ...body }, key),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['inboxes'] })
      toast.success(inbox ? t`Canal salvo` : t`Canal conectado`)
      onClose()
    },
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const typed = (channel?.fields ?? []).map(
      ({ name }) => [name, String(form.get(`credential ${name}`) ?? '').trim()] as const,
    )
    const credentials = Object.fromEntries(typed.filter(([, value]) => value))
    mutate({
      name: String(form.get('name')).trim(),
      // Only what was typed changes; the rest stays as it is.
      ...(Object.keys(credentials).length > 0 ? { credentials } : {}),
      ...(channel?.name === 'webchat' ? { settings: writeWebchat(inbox?.settings ?? {}, form) } : {}),
    })
  }

  return (
    <Dialog
      title={inbox ? t`Editar ${inbox.name}` : t`Conectar canal`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          {inbox && <DeleteInbox inbox={inbox} onDone={onClose} />}
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button type="submit" form={formId} look="primary" disabled={isPending || !channel}>
            {inbox ? t`Salvar` : t`Conectar`}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="space-y-4">
        {!inbox && (
          <Field label={t`Canal`}>
            {(ids) => (
              <Select
                {...ids}
                value={channel?.name ?? ''}
                onChange={(event) => setChosen(event.target.value)}
              >
                {channels.map((one) => (
                  <option key={one.name} value={one.name}>
                    {channelName(one.name)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field
          label={t`Nome`}
          hint={t`Como a equipe reconhece esta conta.`}
          error={error && problemText(error)}
        >
          {(ids) => (
            <Input
              {...ids}
              name="name"
              required
              maxLength={100}
              defaultValue={inbox?.name}
              autoComplete="off"
            />
          )}
        </Field>
        {channel?.name === 'webchat' && <WebchatFields settings={inbox?.settings ?? {}} />}
        {channel && (
          <CredentialFields key={channel.name} channel={channel} known={inbox?.credential_names ?? []} />
        )}
      </form>
    </Dialog>
  )
}

function CredentialFields({ channel, known }: { channel: ChannelInfo; known: readonly string[] }) {
  const { t } = useLingui()
  return channel.fields.map((field) => {
    const isSaved = known.includes(field.name)
    const { label, help } = credentialWords(channel.name, field)
    return (
      <Field key={field.name} label={field.required ? label : t`${label} (opcional)`} hint={help}>
        {(ids) => (
          <Input
            {...ids}
            name={`credential ${field.name}`}
            type={field.secret ? 'password' : 'text'}
            required={field.required && !isSaved}
            placeholder={isSaved ? t`Guardado. Escreva para trocar.` : ''}
            autoComplete="new-password"
            className="font-mono text-xs placeholder:font-sans"
          />
        )}
      </Field>
    )
  })
}
