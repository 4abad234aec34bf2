import type { ChatClient } from '../chat/client.ts'
import type { Texts } from '../i18n/texts.ts'
import type { Option } from '../protocol.ts'

interface QuickRepliesProps {
  options: readonly Option[]
  client: ChatClient
  texts: Texts
}

/** Answers to press instead of writing them: the value is sent, the label is read. */
export function QuickReplies({ options, client, texts }: QuickRepliesProps) {
  if (options.length === 0) return null
  return (
    <ul class="options" aria-label={texts.quickReplies}>
      {options.map(({ value, label }) => (
        <li key={value}>
          <button
            type="button"
            disabled={client.store.chat.refusal !== null}
            onClick={(event) => {
              // The button goes: without this, the focus would go with it.
              event.currentTarget.closest<HTMLElement>('.scroller')?.focus()
              client.write(value)
            }}
          >
            {label}
          </button>
        </li>
      ))}
    </ul>
  )
}
