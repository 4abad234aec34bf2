import { useFormats } from '@/app/formats'
import type { PanelItem } from '../api'
import { QueueCard } from './QueueCard'

interface CardsProps {
  title: string
  items: readonly PanelItem[]
  onTransfer: (item: PanelItem) => void
}

export function Cards({ title, items, onTransfer }: CardsProps) {
  const { number } = useFormats()
  if (items.length === 0) return null
  return (
    <section aria-label={title} className="mb-6">
      <h2 className="mb-2 text-xs font-medium text-mute">
        {title} <span className="tabular-nums">{number(items.length)}</span>
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,290px),1fr))] gap-3">
        {items.map((item) => (
          // Hundreds of cards: the browser lays out those in sight.
          <li key={item.session_id} className="[contain-intrinsic-size:auto_150px] [content-visibility:auto]">
            <QueueCard item={item} onTransfer={() => onTransfer(item)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
