import type { ChannelInfo } from '@attendance/api'
import { Button, ChannelGlyph, channelName, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { toast } from 'sonner'
import { newId } from '@/app/ids'
import { problemText } from '@/app/problems'
import { Loaded } from '@/app/shell/Loaded'
import { Page, Section } from '@/app/shell/Page'
import { channelsQuery } from '@/features/media/channels'
import { checkInbox, createInbox, refreshInboxes } from './api'
import { CredentialFields, typedCredentials } from './parts/CredentialFields'
import { Setup } from './parts/Setup'
import { WebchatFields } from './parts/WebchatFields'
import { needsOf, stepsOf } from './setup'
import { rememberWord } from './verifyWords'
import { writeWebchat } from './webchat'

/** First which channel, then what its vendor gave. */
export function NewInboxPage() {
  const { t } = useLingui()
  const query = useQuery(channelsQuery)
  const [chosen, setChosen] = useState<ChannelInfo | null>(null)
  return (
    <Page
      title={chosen ? t`Conectar ${channelName(chosen.name)}` : t`Conectar canal`}
      description={chosen ? needsOf(chosen.name) : t`Por onde seus clientes vão escrever?`}
      back={{ to: '/configuracoes/canais' }}
    >
      <Loaded query={query}>
        {(channels) =>
          chosen ? (
            <Connect channel={chosen} onBack={() => setChosen(null)} />
          ) : (
            <Picker channels={channels} onPick={setChosen} />
          )
        }
      </Loaded>
    </Page>
  )
}

/** The usual ones first; what only serves for tests last. */
const ORDER = [
  'whatsapp',
  'webchat',
  'instagram',
  'messenger',
  'telegram',
  'email',
  'sms',
  'slack',
  'teams',
  'google_chat',
]

function placeOf({ name }: ChannelInfo): number {
  return ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length
}

function Picker({ channels, onPick }: { channels: ChannelInfo[]; onPick: (channel: ChannelInfo) => void }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {channels
        .toSorted((one, other) => placeOf(one) - placeOf(other))
        .map((channel) => (
          <li key={channel.name}>
            <button
              type="button"
              onClick={() => onPick(channel)}
              className="flex h-full w-full items-start gap-3 rounded-xl border border-line bg-panel p-4 text-left hover:border-brand hover:bg-hover"
            >
              <ChannelGlyph channel={channel.name} className="size-9 shrink-0 ring-0" />
              <span className="min-w-0">
                <span className="block font-semibold">{channelName(channel.name)}</span>
                <span className="block text-xs text-pretty text-mute">{needsOf(channel.name)}</span>
              </span>
            </button>
          </li>
        ))}
    </ul>
  )
}

function Connect({ channel, onBack }: { channel: ChannelInfo; onBack: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [key] = useState(newId)
  const create = useMutation({
    mutationFn: async (form: FormData) => {
      const credentials = typedCredentials(channel, form)
      const isChat = channel.name === 'webchat'
      const name = String(form.get('name')).trim()
      const settings = isChat ? { settings: writeWebchat({}, form) } : {}
      const inbox = await createInbox({ channel: channel.name, name, credentials, ...settings }, key)
      rememberWord(inbox.id, credentials)
      // Its page tells what came of it.
      await checkInbox(inbox.id).catch(() => undefined)
      return inbox
    },
    onSuccess: async (inbox) => {
      await refreshInboxes(client)
      toast.success(t`Canal criado. Siga os passos que faltam.`)
      await navigate({ to: '/configuracoes/canais/$id', params: { id: inbox.id } })
    },
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    create.mutate(new FormData(event.currentTarget))
  }

  return (
    <div className="grid items-start gap-x-5 lg:grid-cols-2">
      {stepsOf(channel.name).length > 0 && (
        <Section title={t`Passo a passo`}>
          <Setup channel={channel.name} inbox={null} />
        </Section>
      )}
      <Section title={t`O que você recebeu`}>
        <form onSubmit={submit} className="space-y-4">
          <Field
            label={t`Nome`}
            hint={t`Como a equipe reconhece esta conta.`}
            error={create.error && problemText(create.error)}
          >
            {(ids) => (
              <Input
                {...ids}
                name="name"
                required
                maxLength={100}
                defaultValue={channelName(channel.name)}
                autoComplete="off"
              />
            )}
          </Field>
          {channel.name === 'webchat' && <WebchatFields settings={{}} />}
          <CredentialFields channel={channel} known={[]} />
          <div className="flex justify-end gap-2">
            <Button onClick={onBack}>{t`Outro canal`}</Button>
            <Button type="submit" look="primary" disabled={create.isPending}>
              {create.isPending ? t`Conectando…` : t`Conectar`}
            </Button>
          </div>
        </form>
      </Section>
    </div>
  )
}
