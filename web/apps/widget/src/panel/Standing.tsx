import type { Chat } from '../chat/state.ts'
import type { Texts } from '../i18n/texts.ts'

/** One quiet line under the header: the place in the queue, or why nothing moves. */
export function Standing({ chat, texts }: { chat: Chat; texts: Texts }) {
  const { text, detail, isWarning } = standing(chat, texts)
  return (
    <div class={isWarning ? 'standing warning' : 'standing'} role="status">
      {text && (
        <p>
          <strong>{text}</strong>
          {detail && <span> · {detail}</span>}
        </p>
      )}
    </div>
  )
}

function standing({ connection, refusal, state, isTooFast }: Chat, texts: Texts) {
  if (refusal !== null) {
    return { text: refusal === 'identity_required' ? texts.identityRequired : texts.unavailable, isWarning: true }
  }
  if (connection === 'offline') return { text: texts.offline, isWarning: true }
  if (isTooFast) return { text: texts.tooFast, isWarning: true }
  if (state.phase === 'waiting') {
    const minutes = state.estimate_seconds === null ? null : Math.round(state.estimate_seconds / 60)
    return { text: texts.waiting(state.queue_position), detail: texts.estimate(minutes) }
  }
  if (state.phase === 'resolved') return { text: texts.resolved }
  return { text: '' }
}
