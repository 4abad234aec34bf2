import { useEffect, useRef, useState } from 'preact/hooks'
import { type Bubble, type Network, type Person, sendFile, write } from './api.ts'
import { useChat } from './useChat.ts'
import { useRecorder } from './useRecorder.ts'

const TITLES: Record<Network, string> = { whatsapp: 'WhatsApp', telegram: 'Telegram', sms: 'SMS' }
const TICKS = { sent: '✓', delivered: '✓✓', read: '✓✓' }
const STATES = { sent: 'enviada', delivered: 'entregue', read: 'lida' }

/** One telephone with one app open. */
export function Phone({ network, person }: { network: Network; person: Person }) {
  const { chat, isLost } = useChat(network, person)
  const [problem, setProblem] = useState('')
  const end = useRef<HTMLDivElement>(null)
  const act = (work: Promise<void>) => {
    setProblem('')
    work.catch((error: Error) => setProblem(error.message))
  }
  useEffect(() => {
    end.current?.parentElement?.scrollTo({ top: 1e9 })
  }, [chat?.version])
  const bubbles = chat?.bubbles ?? []
  return (
    <section class={`phone ${network}`} aria-label={TITLES[network]}>
      <header>
        <span class="face" aria-hidden="true">L</span>
        <div>
          <h2>Loja Exemplo</h2>
          <p>{isLost ? 'reconectando…' : chat?.typing ? 'digitando…' : TITLES[network]}</p>
        </div>
      </header>
      <div class="talk" role="log" aria-live="polite">
        {chat && bubbles.length === 0 && (
          <p class="empty">Escreva como {person.name}. A mensagem chega ao console como a de um cliente de verdade.</p>
        )}
        {bubbles.map((bubble) => (
          <Message
            key={bubble.id}
            bubble={bubble}
            quoted={bubbles.find((other) => other.id === bubble.reply_to)}
            press={(id) => act(write(network, person, '', { reply_to: bubble.id, button_id: id }))}
          />
        ))}
        <div ref={end} />
      </div>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <Composer
        network={network}
        onText={(text) => act(write(network, person, text))}
        onFile={(file, voice) => act(sendFile(network, person, file, voice))}
      />
    </section>
  )
}

interface MessageProps {
  bubble: Bubble
  quoted: Bubble | undefined
  press: (id: string) => void
}

function Message({ bubble, quoted, press }: MessageProps) {
  const time = new Date(bubble.at).toLocaleTimeString('pt-BR', { hour: '2-digit', minute: '2-digit' })
  return (
    <article class={bubble.mine ? 'bubble mine' : 'bubble'}>
      {quoted && <blockquote>{quoted.text || quoted.kind}</blockquote>}
      {bubble.file && <Media bubble={bubble} />}
      {bubble.deleted ? <em>Mensagem apagada</em> : <Words text={bubble.text} />}
      <small>
        {time}{' '}
        {bubble.mine && (
          <span class={bubble.state} title={STATES[bubble.state]}>
            {TICKS[bubble.state]}
          </span>
        )}
      </small>
      {bubble.reaction && <span class="reaction">{bubble.reaction}</span>}
      {bubble.buttons.length > 0 && (
        <div class="choices">
          {bubble.buttons.map((button) => (
            <button key={button.id} type="button" onClick={() => press(button.id)}>
              {button.label}
            </button>
          ))}
        </div>
      )}
    </article>
  )
}

function Words({ text }: { text: string }) {
  const parts = text.split(/(\*[^*\n]+\*)/)
  return (
    <p>
      {parts.map((part, place) =>
        // oxlint-disable-next-line react/no-array-index-key -- the pieces of a text never move
        /^\*[^*]+\*$/.test(part) ? <b key={place}>{part.slice(1, -1)}</b> : part,
      )}
    </p>
  )
}

function Media({ bubble }: { bubble: Bubble }) {
  const { url, mime_type, name } = bubble.file as NonNullable<Bubble['file']>
  if (mime_type.startsWith('image/')) return <img src={url} alt={bubble.text || name} />
  // Nobody writes captions for what was recorded a moment ago.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  if (mime_type.startsWith('audio/') || bubble.kind === 'audio') return <audio src={url} controls />
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  if (mime_type.startsWith('video/')) return <video src={url} controls />
  return (
    <a class="document" href={url} download={name}>
      📄 {name}
    </a>
  )
}

interface ComposerProps {
  network: Network
  onText: (text: string) => void
  onFile: (file: File, voice: boolean) => void
}

function Composer({ network, onText, onFile }: ComposerProps) {
  const [text, setText] = useState('')
  const recorder = useRecorder((file) => onFile(file, true))
  const send = () => {
    if (!text.trim()) return
    onText(text.trim())
    setText('')
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label class="attach" title="Enviar arquivo">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 5v14M5 12h14" />
        </svg>
        <input
          type="file"
          aria-label="Enviar arquivo"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            if (file) onFile(file, false)
            event.currentTarget.value = ''
          }}
        />
      </label>
      <textarea
        rows={1}
        value={text}
        placeholder="Mensagem"
        aria-label={`Mensagem por ${TITLES[network]}`}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          send()
        }}
      />
      {text.trim() || network === 'sms' ? (
        <button type="submit" aria-label="Enviar" disabled={!text.trim()}>
          ➤
        </button>
      ) : (
        <button
          type="button"
          class={recorder.isOn ? 'recording' : ''}
          aria-label={recorder.isOn ? 'Enviar áudio' : 'Gravar áudio'}
          onClick={recorder.toggle}
        >
          {recorder.isOn ? '■' : '🎤'}
        </button>
      )}
    </form>
  )
}
