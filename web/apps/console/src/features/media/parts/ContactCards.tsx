import { useLingui } from '@lingui/react/macro'
import { ContactRound, UserRoundPlus } from 'lucide-react'
import { vcard, type Card } from '../places'

/** People that the customer sent: names, numbers, and a way into the address book. */
export function ContactCards({ cards }: { cards: readonly Card[] }) {
  return (
    <ul className="space-y-1 py-0.5">
      {cards.map((card) => (
        <ContactCard key={`${card.name} ${card.phones.join()}`} card={card} />
      ))}
    </ul>
  )
}

function ContactCard({ card }: { card: Card }) {
  const { t } = useLingui()
  const name = card.name || card.phones[0] || t`Contato`
  return (
    <li className="-mx-1 flex w-72 max-w-full items-start gap-2.5 rounded-lg bg-current/8 px-2.5 py-2">
      <ContactRound size={26} strokeWidth={1.6} aria-hidden className="shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium break-words">{name}</span>
        {card.organisation && <span className="block text-xs">{card.organisation}</span>}
        {card.phones.map((phone) => (
          <a
            key={phone}
            href={`tel:${phone.replaceAll(' ', '')}`}
            className="block text-xs underline tabular-nums"
          >
            {phone}
          </a>
        ))}
        {card.emails.map((email) => (
          <a key={email} href={`mailto:${email}`} className="block text-xs break-all underline">
            {email}
          </a>
        ))}
      </span>
      <button
        type="button"
        aria-label={t`Salvar o contato ${name}`}
        title={t`Salvar como arquivo .vcf`}
        onClick={() => save(card, name)}
        className="grid size-8 shrink-0 place-items-center rounded-md hover:bg-current/15"
      >
        <UserRoundPlus size={16} aria-hidden />
      </button>
    </li>
  )
}

function save(card: Card, name: string): void {
  const url = URL.createObjectURL(new Blob([vcard(card)], { type: 'text/vcard' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'contato'}.vcf`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
