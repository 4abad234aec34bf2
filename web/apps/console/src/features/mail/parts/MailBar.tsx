import type { Conversation } from '@attendance/api'
import { Checkbox, cn, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { useMailDraft } from '../useMailDraft'
import { addressesOf } from '../writing'

interface MailBarProps {
  conversation: Conversation
  mail: NonNullable<ReturnType<typeof useMailDraft>>
}

/** Above the words of a mail: who gets it, folded to a line until somebody changes it. */
export function MailBar({ conversation, mail }: MailBarProps) {
  const { t } = useLingui()
  const formId = useId()
  const { draft, isOpen, setOpen } = mail
  const cc = addressesOf(draft.cc)
  const hidden = addressesOf(draft.bcc).length
  const to = conversation.contact.email ?? conversation.contact.name
  return (
    <div className="border-b border-line text-xs">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? formId : undefined}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full items-center gap-2 rounded-t-xl px-3 py-1.5 text-left text-mute hover:bg-hover max-md:min-h-11"
      >
        <span className="min-w-0 flex-1 truncate">
          <span className="text-ink">{t`Para ${to}`}</span>
          {cc.length > 0 && <> · {t`Cc ${cc.join(', ')}`}</>}
          {hidden > 0 && <> · {t`Cco ${hidden}`}</>}
          {draft.subject.trim() && <> · {draft.subject}</>}
        </span>
        <span className="sr-only">{t`Destinatários e assunto`}</span>
        <ChevronDown size={15} aria-hidden className={cn('shrink-0', isOpen && 'rotate-180')} />
      </button>
      {isOpen && <MailForm id={formId} conversation={conversation} mail={mail} />}
    </div>
  )
}

function MailForm({ id, conversation, mail }: MailBarProps & { id: string }) {
  const { t } = useLingui()
  const { draft, wrong, change } = mail
  const problem = (words: string) => words !== '' && t`Não são endereços de e-mail: ${words}`
  const subject = conversation.subject ?? ''
  return (
    <div id={id} className="grid max-h-[40dvh] gap-3 overflow-y-auto px-3 pt-1 pb-3 sm:grid-cols-2">
      <Field
        label={t`Cópia (Cc)`}
        hint={t`Todos veem. Separe por vírgula.`}
        error={problem(wrong.cc.join(', '))}
      >
        {(ids) => (
          <Input
            {...ids}
            value={draft.cc}
            inputMode="email"
            autoComplete="off"
            onChange={({ target }) => change({ cc: target.value })}
          />
        )}
      </Field>
      <Field
        label={t`Cópia oculta (Cco)`}
        hint={t`Só você e quem recebe sabem.`}
        error={problem(wrong.bcc.join(', '))}
      >
        {(ids) => (
          <Input
            {...ids}
            value={draft.bcc}
            inputMode="email"
            autoComplete="off"
            onChange={({ target }) => change({ bcc: target.value })}
          />
        )}
      </Field>
      <Field label={t`Assunto`} className="sm:col-span-2">
        {(ids) => (
          <Input
            {...ids}
            value={draft.subject}
            maxLength={300}
            placeholder={subject && t`Re: ${subject}`}
            onChange={({ target }) => change({ subject: target.value })}
          />
        )}
      </Field>
      {mail.original && <Original mail={mail} />}
    </div>
  )
}

/** What stands below the answer, folded as mail programs do. */
function Original({ mail }: Pick<MailBarProps, 'mail'>) {
  const { t } = useLingui()
  const [isShown, setShown] = useState(false)
  return (
    <div className="min-w-0 sm:col-span-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Checkbox
          isChecked={mail.draft.hasOriginal}
          onChange={(hasOriginal) => mail.change({ hasOriginal })}
          label={t`Repetir embaixo a mensagem respondida`}
        />
        {mail.draft.hasOriginal && (
          <button
            type="button"
            aria-expanded={isShown}
            aria-label={isShown ? t`Esconder a mensagem respondida` : t`Mostrar a mensagem respondida`}
            onClick={() => setShown(!isShown)}
            className="rounded bg-raised px-2 leading-5 font-semibold text-ink hover:bg-hover"
          >
            ···
          </button>
        )}
      </div>
      {isShown && mail.draft.hasOriginal && (
        <blockquote className="mt-2 max-h-32 overflow-y-auto border-l-2 border-line-strong pl-2 wrap-anywhere whitespace-pre-wrap text-mute">
          {mail.original?.text}
        </blockquote>
      )}
    </div>
  )
}
