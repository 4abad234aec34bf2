import type { Message } from '@attendance/api'
import { wordsOf } from '@/features/changes/amendment'
import { ContactCards } from '@/features/media/parts/ContactCards'
import { FileGrid } from '@/features/media/parts/FileGrid'
import { PlaceCard } from '@/features/media/parts/PlaceCard'
import { cardsOf, placeOf } from '@/features/media/places'
import { GenericCard } from './GenericCard'
import { QuickReplies } from './QuickReplies'
import { RichText } from './RichText'

/** What a message says: its files, its place or people, its words. Kinds that nobody knows are shown as they came. */
export function Said({ message }: { message: Message }) {
  const text = wordsOf(message)
  if (message.files.length > 0) {
    const hasOwnWords = text && !(message.files.length === 1 && text === message.files[0]?.filename)
    return (
      <>
        <FileGrid files={message.files} author={message.author.name} />
        {hasOwnWords && <RichText text={text} />}
      </>
    )
  }
  const place = message.kind === 'location' ? placeOf(message.content) : null
  if (place) return <PlaceCard place={place} />
  const cards = message.kind === 'contacts' ? cardsOf(message.content) : []
  if (cards.length > 0) return <ContactCards cards={cards} />
  if (message.kind !== 'text') return <GenericCard message={message} />
  // A menu without a question is its options alone.
  return text ? <RichText text={text} /> : <QuickReplies isInside content={message.content} />
}
