import type { Conversation } from '@attendance/api'
import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { ComposerFoot } from './parts/ComposerFoot'
import { StandingBar } from './parts/StandingBar'
import { useComposer } from './useComposer'
import { useComposerCommands } from './useComposerCommands'

/** Where the answer is written. What may not be sent to the customer may still be noted for colleagues. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const composer = useComposer(conversation)
  const { standing, text, isNote, wantsNote, isShown, field, write, switchNote, press, leave } = composer
  useComposerCommands(standing !== 'read_only', wantsNote, switchNote)

  if (standing === 'read_only') return null
  return (
    <footer className="shrink-0 px-3 pb-[max(12px,env(safe-area-inset-bottom))]">
      {standing !== 'open' && (
        <StandingBar
          conversation={conversation}
          standing={standing}
          isNoting={wantsNote}
          onNote={() => switchNote(!wantsNote)}
        />
      )}
      {isShown && (
        <div
          className={cn(
            'rounded-xl border transition-colors focus-within:border-brand',
            isNote
              ? 'border-note-line bg-note text-note-ink focus-within:border-note-ink'
              : 'border-line-strong bg-panel',
          )}
        >
          <textarea
            ref={field}
            rows={1}
            value={text}
            aria-label={isNote ? t`Nota interna` : t`Mensagem`}
            placeholder={
              isNote ? t`Nota para a equipe. O cliente não vê.` : t`Escreva para ${conversation.contact.name}`
            }
            onChange={(event) => write(event.target.value)}
            onKeyDown={press}
            onBlur={leave}
            className={cn(
              'block max-h-56 min-h-15 w-full resize-none bg-transparent px-3 pt-2.5 text-sm outline-none max-md:text-base',
              isNote && 'placeholder:text-note-ink/80',
            )}
          />
          <ComposerFoot conversation={conversation} composer={composer} />
        </div>
      )}
    </footer>
  )
}
