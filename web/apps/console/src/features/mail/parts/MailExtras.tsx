import type { Message } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { mailOf, pageOf, type Mail } from '../mail'

/** What a mail has beyond its words: who got a copy, the earlier mails folded away, and how it was laid out. */
export function MailExtras({ message }: { message: Message }) {
  const { t } = useLingui()
  const [isUnfolded, setUnfolded] = useState(false)
  const [isPageShown, setPageShown] = useState(false)
  const mail = mailOf(message)
  if (!mail) return null
  const name = message.author.name
  const copies = mail.copies.join(', ')
  const blind = mail.blind.join(', ')
  return (
    <div className="mt-1 flex flex-col items-start gap-1 text-xs">
      {mail.isUnverified && (
        <p className="flex items-start gap-1.5 rounded-md bg-warn-soft px-2 py-1 text-warn">
          <ShieldAlert size={14} aria-hidden className="mt-px shrink-0" />
          {t`Remetente não confirmado: pode não ser ${name}. Confirme por outro canal antes de mudar algo.`}
        </p>
      )}
      {mail.isAutomatic && (
        <p className="italic opacity-80">{t`Enviada por um programa: nenhum bot responde`}</p>
      )}
      {mail.isTooLarge && (
        <p className="italic opacity-80">{t`Grande demais para vir inteira: veja na caixa de e-mail`}</p>
      )}
      {mail.subject && <p className="opacity-80">{t`Assunto: ${mail.subject}`}</p>}
      {copies && <p className="opacity-80">{t`Com cópia para ${copies}`}</p>}
      {blind && <p className="opacity-80">{t`Com cópia oculta para ${blind}`}</p>}
      {mail.quoted && (
        <button
          type="button"
          aria-expanded={isUnfolded}
          aria-label={isUnfolded ? t`Esconder as mensagens anteriores` : t`Mostrar as mensagens anteriores`}
          onClick={() => setUnfolded(!isUnfolded)}
          className="rounded bg-current/8 px-2 leading-5 font-semibold hover:bg-current/14"
        >
          ···
        </button>
      )}
      {isUnfolded && (
        <p className="border-l-2 border-current/30 pl-2 whitespace-pre-wrap opacity-80">{mail.quoted}</p>
      )}
      {mail.html && (
        <button
          type="button"
          aria-expanded={isPageShown}
          onClick={() => setPageShown(!isPageShown)}
          className="underline"
        >
          {isPageShown ? t`Ver só o texto` : t`Ver como foi enviada`}
        </button>
      )}
      {isPageShown && <MailPage mail={mail} message={message} />}
    </div>
  )
}

/** No script runs in it, and nothing of elsewhere loads before somebody asks. */
function MailPage({ mail, message }: { mail: Mail; message: Message }) {
  const { t } = useLingui()
  const [showsImages, setShowsImages] = useState(false)
  return (
    <>
      {mail.hasRemoteImages && !showsImages && (
        <button type="button" onClick={() => setShowsImages(true)} className="underline">
          {t`Mostrar imagens`}
        </button>
      )}
      <iframe
        title={t`E-mail como foi enviado`}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        srcDoc={pageOf(mail, message, showsImages)}
        onLoad={(event) => fit(event.currentTarget)}
        className="h-24 w-[36rem] max-w-full resize-y rounded-md border border-line bg-white"
      />
    </>
  )
}

const TALLEST_PX = 560

/** As high as the mail is, up to a limit: below it the frame scrolls. */
function fit(frame: HTMLIFrameElement) {
  const height = frame.contentDocument?.documentElement.scrollHeight ?? 0
  if (height > 0) frame.style.height = `${Math.min(height + 2, TALLEST_PX)}px`
}
