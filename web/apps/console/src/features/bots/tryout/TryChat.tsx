import { Button, Empty, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { MessageCircle, RefreshCw, RotateCcw, SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { problemText } from '@/app/problems'
import { isMissing } from '../api'
import { TriedTurnView } from './TriedTurnView'
import type { Tryout } from './useTryout'
import { Where } from './Where'

interface TryChatProps {
  tryout: Tryout
  onOpen: (path: string, line: number) => void
}

/** Talk to the draft as a customer would. */
export function TryChat({ tryout, onOpen }: TryChatProps) {
  const { t } = useLingui()
  const { messages, turns, isStale, isBusy, problem } = tryout
  const last = turns.at(-1)
  return (
    <section aria-label={t`Testar o rascunho`} className="flex h-full min-h-0 flex-col">
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-3">
        <h2 className="flex-1 font-medium [[role=dialog]_&]:invisible">{t`Testar o rascunho`}</h2>
        <IconButton
          label={t`Recomeçar a conversa`}
          icon={<RotateCcw size={15} />}
          disabled={messages.length === 0}
          onClick={tryout.restart}
        />
      </header>
      {messages.length === 0 ? (
        <Beginning onWrite={tryout.write} />
      ) : (
        <Conversation tryout={tryout} onOpen={onOpen} />
      )}
      {problem !== null && problem !== undefined && (
        <p role="alert" className="border-t border-line px-3 py-2 text-danger">
          {isMissing(problem) ? t`Este servidor ainda não sabe testar rascunhos.` : problemText(problem)}
        </p>
      )}
      {isStale && !isBusy && (
        <div className="flex items-center gap-2 border-t border-line bg-warn-soft px-3 py-1.5 text-xs text-warn">
          <span className="flex-1">{t`O texto mudou desde esta conversa.`}</span>
          <Button size="sm" icon={<RefreshCw size={13} />} onClick={tryout.repeat}>{t`Repetir`}</Button>
        </div>
      )}
      {last && messages.length > 0 && <Where turn={last} onOpen={onOpen} />}
      <Writing onWrite={tryout.write} />
    </section>
  )
}

function Beginning({ onWrite }: { onWrite: Tryout['write'] }) {
  const { t } = useLingui()
  const hello = t`Oi`
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <Empty
        icon={<MessageCircle size={18} />}
        title={t`Converse com o rascunho`}
        action={<Button onClick={() => onWrite(hello)}>{hello}</Button>}
      >
        {t`Vale o que está na tela, salvo ou não. Nada é enviado a ninguém.`}
      </Empty>
    </div>
  )
}

function Conversation({ tryout, onOpen }: TryChatProps) {
  const { t } = useLingui()
  const { messages, turns, isBusy } = tryout
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [turns, messages])
  return (
    <div
      role="log"
      aria-label={t`Conversa de teste`}
      tabIndex={0}
      className="min-h-0 flex-1 space-y-2 overflow-y-auto p-3"
    >
      {messages.map(({ label }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- messages are only ever added at the end
        <div key={index} className="space-y-1.5">
          <p className="ml-auto w-fit max-w-[85%] rounded-2xl rounded-br-md bg-bubble-out px-3 py-1.5 text-sm wrap-anywhere whitespace-pre-wrap text-on-bubble-out">
            {label}
          </p>
          {turns[index] && (
            <TriedTurnView
              turn={turns[index]}
              isLast={index === messages.length - 1}
              onChoose={tryout.write}
              onOpen={onOpen}
            />
          )}
        </div>
      ))}
      {isBusy && (
        <p role="status" className="text-xs text-mute">
          {t`O bot está respondendo…`}
        </p>
      )}
      <div ref={end} />
    </div>
  )
}

function Writing({ onWrite }: { onWrite: Tryout['write'] }) {
  const { t } = useLingui()
  const [text, setText] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!text.trim()) return
    onWrite(text.trim())
    setText('')
  }
  return (
    <form onSubmit={submit} className="flex items-center gap-1.5 border-t border-line p-2">
      <input
        aria-label={t`Mensagem de teste`}
        placeholder={t`Escreva como o cliente…`}
        value={text}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        className="h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-panel px-2.5"
      />
      <IconButton
        type="submit"
        look="primary"
        label={t`Enviar`}
        icon={<SendHorizontal size={15} />}
        disabled={!text.trim()}
      />
    </form>
  )
}
