import { marked } from '@attendance/i18n/marks'
import { Fragment } from 'react'

const ADDRESS = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/g

/** The words as written, line breaks kept, *bold* and its kin shown, web addresses as links. Never HTML. */
export function RichText({ text }: { text: string }) {
  const parts: { text: string; isAddress: boolean; at: number }[] = []
  let end = 0
  for (const found of text.matchAll(ADDRESS)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index), isAddress: false, at: end })
    parts.push({ text: found[0], isAddress: true, at: found.index })
    end = found.index + found[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end), isAddress: false, at: end })
  return (
    <p className="wrap-anywhere whitespace-pre-wrap">
      {parts.map((part) =>
        part.isAddress ? (
          <a
            key={part.at}
            href={part.text}
            target="_blank"
            rel="noopener noreferrer"
            className="underline underline-offset-2"
          >
            {part.text}
          </a>
        ) : (
          <Words key={part.at} text={part.text} />
        ),
      )}
    </p>
  )
}

const TAGS = { '*': 'strong', _: 'em', '~': 's' } as const

function Words({ text }: { text: string }) {
  return marked(text).map((piece, index) => {
    const Tag = piece.mark === null ? Fragment : TAGS[piece.mark]
    // oxlint-disable-next-line react/no-array-index-key -- the pieces of a text never move
    return <Tag key={index}>{piece.text}</Tag>
  })
}
