import type { ChannelInfo, Inbox } from '@attendance/api'
import { Button, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Activity } from 'lucide-react'
import { useRef } from 'react'
import { toast } from 'sonner'
import { problemText } from '@/app/problems'
import { Section } from '@/app/shell/Page'
import { changeInbox, checkInbox, refreshInboxes } from '../api'
import { rememberWord } from '../verifyWords'
import { writeWebchat } from '../webchat'
import { CheckAnswer } from './CheckAnswer'
import { CredentialFields, typedCredentials } from './CredentialFields'
import { WebchatFields } from './WebchatFields'

/** Name and credentials. What is saved is tried at once. */
export function Credentials({ inbox, channel }: { inbox: Inbox; channel: ChannelInfo }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const check = useMutation({
    mutationFn: () => checkInbox(inbox.id),
    onSettled: () => refreshInboxes(client),
  })
  const save = useMutation({
    mutationFn: (typed: FormData) => {
      const credentials = typedCredentials(channel, typed)
      const isChat = channel.name === 'webchat'
      rememberWord(inbox.id, credentials)
      return changeInbox(inbox.id, {
        name: String(typed.get('name')).trim(),
        ...(Object.keys(credentials).length > 0 ? { credentials } : {}),
        ...(isChat ? { settings: writeWebchat(inbox.settings, typed) } : {}),
      })
    },
    onSuccess: async () => {
      for (const field of form.current?.querySelectorAll<HTMLInputElement>('[name^="credential "]') ?? [])
        field.value = ''
      await refreshInboxes(client)
      toast.success(t`Canal salvo`)
      check.mutate()
    },
  })
  return (
    <Section
      title={t`Credenciais`}
      description={t`Segredos são guardados cifrados e nunca mais mostrados.`}
      actions={
        <Button
          size="sm"
          icon={<Activity size={14} />}
          disabled={check.isPending}
          onClick={() => check.mutate()}
        >
          {check.isPending ? t`Verificando…` : t`Verificar agora`}
        </Button>
      }
    >
      <form
        ref={form}
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(new FormData(event.currentTarget))
        }}
      >
        <CheckAnswer check={check} />
        <Field
          label={t`Nome`}
          hint={t`Como a equipe reconhece esta conta.`}
          error={save.error && problemText(save.error)}
        >
          {(ids) => <Input {...ids} name="name" required maxLength={100} defaultValue={inbox.name} />}
        </Field>
        {channel.name === 'webchat' && <WebchatFields settings={inbox.settings} />}
        <CredentialFields channel={channel} known={inbox.credential_names} />
        <div className="flex justify-end">
          <Button type="submit" look="primary" disabled={save.isPending}>
            {t`Salvar e verificar`}
          </Button>
        </div>
      </form>
    </Section>
  )
}
