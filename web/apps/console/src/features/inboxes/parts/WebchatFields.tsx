import type { Inbox } from '@attendance/api'
import { Field, Input, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { readWebchat } from '../webchat'

/** How the chat on the site looks, and on which sites it may be. */
export function WebchatFields({ settings }: { settings: Inbox['settings'] }) {
  const { t } = useLingui()
  const start = readWebchat(settings)
  return (
    <>
      <Field
        label={t`Sites permitidos`}
        hint={t`Um por linha, como https://loja.com.br ou https://*.loja.com.br. Vazio: só as páginas deste servidor.`}
      >
        {(ids) => (
          <Textarea
            {...ids}
            name="allowed_origins"
            defaultValue={start.allowedOrigins}
            className="font-mono text-xs"
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-[1fr_auto]">
        <Field label={t`Título do chat`}>
          {(ids) => <Input {...ids} name="title" maxLength={60} defaultValue={start.title} />}
        </Field>
        <Field label={t`Cor`}>
          {(ids) => (
            <Input
              {...ids}
              name="accent"
              type="color"
              defaultValue={start.accent || '#3355e0'}
              className="w-16 p-1"
            />
          )}
        </Field>
      </div>
      <Field label={t`Saudação`} hint={t`A primeira frase que o visitante vê.`}>
        {(ids) => <Input {...ids} name="greeting" maxLength={300} defaultValue={start.greeting} />}
      </Field>
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          name="identified_only"
          defaultChecked={start.identifiedOnly}
          className="mt-0.5 size-4 accent-brand"
        />
        <span>
          {t`Só visitantes identificados`}
          <span className="block text-xs text-mute">{t`O site precisa dizer, assinado, quem é o visitante.`}</span>
        </span>
      </label>
    </>
  )
}
