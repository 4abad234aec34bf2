import type { Inbox } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { ExternalLink } from 'lucide-react'
import { CopyField } from '@/features/settings/parts/CopyField'
import { webhookAddress } from '../api'
import { stepsOf, type Step } from '../setup'
import { rememberedWord } from '../verifyWords'
import { embedCode } from '../webchat'

/** How this channel is connected, step by step. Before it exists there is no address to copy yet. */
export function Setup({ channel, inbox }: { channel: string; inbox: Inbox | null }) {
  const { t } = useLingui()
  return (
    <ol className="space-y-3">
      {stepsOf(channel).map((step, index) => (
        <li key={step.text} className="flex gap-3">
          <span
            aria-hidden
            className="grid size-6 shrink-0 place-items-center rounded-full bg-brand-soft text-xs font-semibold text-brand-text"
          >
            {index + 1}
          </span>
          <div className="min-w-0 flex-1 space-y-1.5 pt-0.5">
            <p className="text-pretty">
              {step.text}{' '}
              {step.link && (
                <a
                  href={step.link}
                  target="_blank"
                  rel="noreferrer"
                  className="inline-flex items-center gap-1 whitespace-nowrap text-brand-text underline"
                >
                  {t`Abrir`}
                  <ExternalLink size={12} aria-hidden />
                </a>
              )}
            </p>
            {step.copies && inbox && <Copied what={step.copies} inbox={inbox} />}
            {step.copies && !inbox && (
              <p className="text-xs text-mute">{t`O que copiar aparece aqui depois de conectar.`}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

function Copied({ what, inbox }: { what: NonNullable<Step['copies']>; inbox: Inbox }) {
  const { t } = useLingui()
  if (what === 'embed')
    return <CopyField label={t`Código para o seu site`} value={embedCode(inbox, location.origin)} />
  return (
    <>
      <CopyField label={t`Endereço do webhook`} value={webhookAddress(inbox)} />
      {inbox.credential_names.includes('verify_token') && <VerifyWord inbox={inbox} />}
    </>
  )
}

function VerifyWord({ inbox }: { inbox: Inbox }) {
  const { t } = useLingui()
  const word = rememberedWord(inbox.id)
  return word ? (
    <CopyField label={t`Palavra de verificação`} value={word} />
  ) : (
    <p className="text-xs text-mute">{t`Esqueceu a palavra de verificação? Gere outra em Credenciais e salve.`}</p>
  )
}
