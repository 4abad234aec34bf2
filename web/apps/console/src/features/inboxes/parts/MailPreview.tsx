import { useLingui } from '@lingui/react/macro'
import { previewOf, type MailStyle } from '../mailStyle'

interface Props {
  style: MailStyle
  company: string
  attendant: string
}

/** The mail that a customer would get. */
export function MailPreview({ style, company, attendant }: Props) {
  const { t } = useLingui()
  const subject = t`Pedido 4821`
  const mail = previewOf(style, {
    message: t`Olá, Ana! Seu pedido saiu hoje e chega até sexta-feira.`,
    attendant_name: attendant,
    customer_name: 'Ana Lima',
    company,
    subject,
  })
  return (
    <figure className="overflow-hidden rounded-lg border border-line">
      <figcaption className="border-b border-line bg-raised px-3 py-2 text-xs text-mute">
        {t`Exemplo do que o cliente recebe`}
      </figcaption>
      <div className="px-3 py-2.5">
        <p className="truncate font-semibold">{mail.from || company}</p>
        <p className="truncate text-sm text-mute">{mail.subject}</p>
        <p className="mt-2 text-sm wrap-anywhere whitespace-pre-wrap">{mail.body}</p>
      </div>
    </figure>
  )
}
