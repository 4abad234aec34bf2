import type { Inbox } from '@attendance/api'
import { Button, Field, Input, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '@/app/session'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { changeInbox, refreshInboxes } from '../api'
import {
  hasMessage,
  PLACEHOLDERS,
  readMailStyle,
  wrongAddresses,
  writeMailStyle,
  type MailStyle,
} from '../mailStyle'
import { MailPreview } from './MailPreview'

/** How the answers of this mailbox leave: sender, signature, text around them, blind copies. */
export function MailLook({ inbox }: { inbox: Inbox }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const [style, setStyle] = useState(() => readMailStyle(inbox.settings))
  const change = (part: Partial<MailStyle>) => setStyle({ ...style, ...part })
  const {
    mutate: save,
    isPending,
    isSuccess,
    reset,
  } = useMutation({
    mutationFn: () => changeInbox(inbox.id, { settings: writeMailStyle(inbox.settings, style) }),
    onSettled: () => refreshInboxes(client),
    onError: showProblem,
  })
  const wrong = wrongAddresses(style.bcc).join(', ')
  const isComplete = hasMessage(style.template)
  const [written, signature, subject] = ['{message}', '{signature}', '{subject}']
  const names = PLACEHOLDERS.join(' ')
  return (
    <Section title={t`Como as respostas saem`}>
      <form
        className="grid gap-4"
        onChange={reset}
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete && !wrong) save()
        }}
      >
        <Field label={t`Nome do remetente`} hint={t`Como o cliente vê quem escreveu.`}>
          {(ids) => (
            <Input
              {...ids}
              value={style.fromName}
              maxLength={200}
              onChange={(event) => change({ fromName: event.target.value })}
            />
          )}
        </Field>
        <Field label={t`Assinatura`} hint={t`Pode usar ${names}`}>
          {(ids) => (
            <Textarea
              {...ids}
              rows={3}
              value={style.signature}
              maxLength={5000}
              onChange={(event) => change({ signature: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t`Assunto da resposta`}
          hint={t`Onde está ${subject} entra o assunto da conversa. Por exemplo: Resposta: ${subject}`}
        >
          {(ids) => (
            <Input
              {...ids}
              value={style.subject}
              maxLength={200}
              onChange={(event) => change({ subject: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t`Modelo da resposta`}
          hint={t`O que o atendente escreve entra em ${written}, a assinatura em ${signature}.`}
          error={isComplete ? undefined : t`Falta ${written}: sem isso, o que foi escrito não seria enviado.`}
        >
          {(ids) => (
            <Textarea
              {...ids}
              rows={4}
              value={style.template}
              maxLength={20000}
              onChange={(event) => change({ template: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t`Cópia oculta para`}
          hint={t`Endereços que recebem cada resposta, separados por vírgula.`}
          error={wrong ? t`Não são endereços de e-mail: ${wrong}` : undefined}
        >
          {(ids) => (
            <Input {...ids} value={style.bcc} onChange={(event) => change({ bcc: event.target.value })} />
          )}
        </Field>
        <Field
          label={t`Servidor que confere remetentes`}
          hint={t`O nome no começo de Authentication-Results nos e-mails recebidos, como mx.suaempresa.com.br. Gmail e Zoho são reconhecidos sem ele. Vazio em outros: ninguém confere.`}
        >
          {(ids) => (
            <Input
              {...ids}
              value={style.receivingServer}
              maxLength={200}
              spellCheck={false}
              onChange={(event) => change({ receivingServer: event.target.value })}
            />
          )}
        </Field>
        <MailPreview style={style} company={inbox.name} attendant={me.name} />
        <div className="flex items-center gap-3">
          <Button type="submit" look="primary" disabled={isPending || !isComplete || wrong !== ''}>
            {t`Salvar`}
          </Button>
          <span role="status" className="text-sm text-mute">
            {isSuccess && t`Salvo`}
          </span>
        </div>
      </form>
    </Section>
  )
}
