import type { Conversation } from '@attendance/api'
import { Button, cn, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { SendHorizontal, StickyNote } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useMinutes } from '@/app/clock'
import { useCommands } from '@/app/commands/registry'
import { shownKeys } from '@/app/commands/keys'
import { useMe } from '@/app/session'
import { draftOf, keepDraft } from './drafts'
import { send } from './outbox'
import { StandingBar } from './parts/StandingBar'
import { WindowClock } from './parts/WindowClock'
import { standingOf } from './standing'
import { useTypingSignal } from './useTypingSignal'

/** Where the answer is written. What may not be sent to the customer may still be noted for colleagues. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const me = useMe()
  const { id } = conversation
  const standing = standingOf(conversation, me, useMinutes())
  const [text, setText] = useState(() => draftOf(id).text)
  const [wantsNote, setWantsNote] = useState(() => draftOf(id).isNote)
  const field = useRef<HTMLTextAreaElement>(null)
  const signalTyping = useTypingSignal(id)
  const isNote = wantsNote || standing !== 'open'
  const isShown = standing === 'open' || wantsNote
  useGrowing(field, text, isShown)

  function write(next: string, asNote = wantsNote) {
    setText(next)
    keepDraft(id, { text: next, isNote: asNote })
    signalTyping(next.trim() !== '' && !asNote)
  }
  function switchNote(on: boolean) {
    setWantsNote(on)
    keepDraft(id, { text, isNote: on })
    if (on) signalTyping(false)
    requestAnimationFrame(() => field.current?.focus())
  }
  function submit() {
    const words = text.trim()
    if (!words || !isShown) return
    send(id, words, isNote)
    write('')
    field.current?.focus()
  }
  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') field.current?.blur()
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    submit()
  }

  useCommands(
    standing === 'read_only'
      ? []
      : [
          { id: 'reply', title: t`Responder`, group: 'conversation', keys: 'r', icon: <SendHorizontal size={15} />, run: () => switchNote(false) },
          { id: 'note', title: t`Escrever nota interna`, group: 'conversation', keys: 'n', icon: <StickyNote size={15} />, run: () => switchNote(true) },
          { id: 'note-writing', title: t`Alternar nota, enquanto escreve`, group: 'conversation', keys: 'Alt+n', isMotion: true, whileWriting: true, run: () => switchNote(!wantsNote) },
        ],
  )

  if (standing === 'read_only') return null
  return (
    <footer className="shrink-0 px-3 pb-[max(12px,env(safe-area-inset-bottom))]">
      {standing !== 'open' && <StandingBar conversation={conversation} standing={standing} isNoting={wantsNote} onNote={() => switchNote(!wantsNote)} />}
      {isShown && (
        <div
          className={cn(
            'rounded-xl border transition-colors focus-within:border-brand',
            isNote ? 'border-note-line bg-note text-note-ink focus-within:border-note-ink' : 'border-line-strong bg-panel',
          )}
        >
          <textarea
            ref={field}
            rows={1}
            value={text}
            aria-label={isNote ? t`Nota interna` : t`Mensagem`}
            placeholder={isNote ? t`Nota para a equipe. O cliente não vê.` : t`Escreva para ${conversation.contact.name}`}
            onChange={(event) => write(event.target.value)}
            onKeyDown={press}
            onBlur={() => signalTyping(false)}
            className={cn(
              'block max-h-56 min-h-15 w-full resize-none bg-transparent px-3 pt-2.5 text-sm outline-none max-md:text-base',
              isNote && 'placeholder:text-note-ink/80',
            )}
          />
          <div className="flex items-center gap-1 px-1.5 pb-1.5">
            <IconButton
              label={isNote ? t`Voltar a responder ao cliente` : t`Nota interna`}
              keys={shownKeys('Alt+n')}
              icon={<StickyNote size={16} />}
              isPressed={isNote}
              disabled={standing !== 'open'}
              className={cn(isNote && 'bg-note-ink/12 text-note-ink hover:bg-note-ink/12 hover:text-note-ink')}
              onClick={() => switchNote(!wantsNote)}
            />
            {!isNote && <WindowClock conversation={conversation} />}
            <span className="ml-auto truncate text-2xs max-md:hidden">{t`Enter envia · Shift+Enter quebra a linha`}</span>
            <Button
              look="primary"
              size="sm"
              icon={isNote ? <StickyNote size={14} /> : <SendHorizontal size={14} />}
              disabled={!text.trim()}
              className={cn('ml-1.5 max-md:ml-auto', isNote && 'bg-note-ink text-note hover:bg-note-ink')}
              onClick={submit}
            >
              {isNote ? t`Salvar nota` : t`Enviar`}
            </Button>
          </div>
        </div>
      )}
    </footer>
  )
}

/** The field is as high as its words, up to its limit. */
function useGrowing(field: React.RefObject<HTMLTextAreaElement | null>, text: string, isShown: boolean): void {
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [field, text, isShown])
}
