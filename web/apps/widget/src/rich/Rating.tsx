import { useState } from 'preact/hooks'
import type { ChatClient } from '../chat/client.ts'
import type { ChatMessage } from '../protocol.ts'
import { words } from './words.ts'

interface RatingProps {
  /** Asks for a score or for its reason. */
  question: ChatMessage
  client: ChatClient
}

const SCALE = Array.from({ length: 11 }, (_, score) => String(score))

/** What the visitor thinks: a row of scores, then room for the reason. Each answer is a message of theirs. */
export function Rating({ question, client }: RatingProps) {
  const isRefused = client.store.chat.refusal !== null
  const answer = (text: string) => {
    // What had the focus goes: without this, the focus would go with it.
    document.querySelector<HTMLElement>('.scroller')?.focus()
    client.write(text)
  }
  return question.asks === 'score' ? (
    <Scale question={question.text} isRefused={isRefused} answer={answer} />
  ) : (
    <Reason isRefused={isRefused} answer={answer} />
  )
}

interface PartProps {
  isRefused: boolean
  answer: (text: string) => void
}

function Scale({ question, isRefused, answer }: PartProps & { question: string }) {
  const say = words()
  return (
    <fieldset class="rating">
      <legend class="unseen">{question}</legend>
      <div class="scale">
        {SCALE.map((score) => (
          <button key={score} type="button" disabled={isRefused} onClick={() => answer(score)}>
            {score}
          </button>
        ))}
      </div>
      <p class="ends">
        <span>{say.worst}</span>
        <span>{say.best}</span>
      </p>
    </fieldset>
  )
}

function Reason({ isRefused, answer }: PartProps) {
  const say = words()
  const [text, setText] = useState('')
  return (
    <form
      class="rating"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim()) answer(text.trim())
      }}
    >
      <label>
        {say.why}
        <textarea rows={3} maxLength={4000} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <div class="reason">
        <button type="button" class="none" disabled={isRefused} onClick={() => answer(say.noComment)}>
          {say.noComment}
        </button>
        <button type="submit" class="go" disabled={isRefused || !text.trim()}>
          {say.sendComment}
        </button>
      </div>
    </form>
  )
}
