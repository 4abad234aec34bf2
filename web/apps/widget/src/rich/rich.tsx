/** What a message has beside its words, and what goes with the visitor's: fetched after the panel stands. */
import type { ChatClient } from '../chat/client.ts'
import type { Texts } from '../i18n/texts.ts'
import type { Line } from '../panel/days.ts'
import { Files } from './Files.tsx'
import css from './rich.css?inline'
import { answered } from './tray.ts'
import { words } from './words.ts'

export { Extras } from './Extras.tsx'
export { Rating } from './Rating.tsx'
export { send } from './tray.ts'

// By script: a file of its own would need a loader among what comes first.
const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
document.adoptedStyleSheets.push(sheet)

interface AboveProps {
  line: Line
  client: ChatClient
  texts: Texts
}

/** Above the words: what they answer, and the files. */
export function Above({ line, texts }: AboveProps) {
  const { message, pending } = line
  const say = words()
  if (!message) return pending?.files ? <p class="text faint">📎 {say.uploading}</p> : null
  if (message.is_deleted) return <p class="text faint">{say.deleted}</p>
  return (
    <>
      {message.quote && (
        <blockquote class="quote">
          <span class="unseen">{say.quoted} </span>
          <b>{message.quote.name || texts.you}</b>
          <span>{message.quote.text || say.file}</span>
        </blockquote>
      )}
      <Files files={message.files} />
    </>
  )
}

/** Below the words: reactions, that it was edited, a way to answer it. */
export function Below({ line: { message } }: { line: Line }) {
  const say = words()
  if (!message || message.is_deleted) return null
  return (
    <div class="below">
      {message.reactions.map(({ emoji, count }) => (
        <span key={emoji} class="emoji">
          {emoji}
          {count > 1 && ` ${count}`}
        </span>
      ))}
      {message.is_edited && <span class="edited">{say.edited}</span>}
      {message.author !== 'visitor' && (
        <button type="button" class="reply" onClick={() => (answered.value = message)}>
          {say.reply}
        </button>
      )}
    </div>
  )
}
