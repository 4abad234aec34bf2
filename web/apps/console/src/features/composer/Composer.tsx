import type { Conversation } from '@attendance/api'
import { cn } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState, type ClipboardEvent } from 'react'
import { MailBar } from '@/features/mail/parts/MailBar'
import { takesFiles } from '@/features/media/limits'
import { AimBar } from './parts/AimBar'
import { AttachmentTray } from './parts/AttachmentTray'
import { ComposerFoot } from './parts/ComposerFoot'
import { DropZone } from './parts/DropZone'
import { StandingBar } from './parts/StandingBar'
import { VoiceRecorder } from './parts/VoiceRecorder'
import { CommandAnswer } from './slash/CommandAnswer'
import { SlashList } from './slash/SlashList'
import { useSlash } from './slash/useSlash'
import { useComposer } from './useComposer'
import { useComposerCommands } from './useComposerCommands'

/** Where the answer is written. What may not be sent to the customer may still be noted for colleagues. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui()
  const composer = useComposer(conversation)
  const [isRecording, setIsRecording] = useState(false)
  const { standing, text, isNote, wantsNote, isShown, field, write, switchNote, press, leave } = composer
  const slash = useSlash({ conversation, text, isOff: composer.isEditing, write })
  const takes = isNote || takesFiles(composer.channel)
  useComposerCommands({ conversation, isOffered: standing !== 'read_only', isNote: wantsNote, switchNote })

  if (standing === 'read_only') return null

  function paste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files]
    if (files.length === 0 || !takes || composer.isEditing) return
    event.preventDefault()
    composer.addFiles(files)
  }

  return (
    <footer className="shrink-0 px-3 pb-[max(12px,env(safe-area-inset-bottom))]">
      {isShown && takes && !composer.isEditing && <DropZone isNote={isNote} onFiles={composer.addFiles} />}
      {slash.answer && <CommandAnswer answer={slash.answer} onClose={slash.closeAnswer} />}
      {standing !== 'open' && (
        <StandingBar
          conversation={conversation}
          standing={standing}
          isNoting={wantsNote}
          onNote={() => switchNote(!wantsNote)}
        />
      )}
      {isShown && <SlashList slash={slash} />}
      {isShown && (
        <div
          className={cn(
            'rounded-xl border transition-colors focus-within:border-brand',
            isNote
              ? 'border-note-line bg-note text-note-ink focus-within:border-note-ink'
              : 'border-line-strong bg-panel',
          )}
        >
          {composer.aim && (!isNote || composer.isEditing) && (
            <AimBar aim={composer.aim} onStop={composer.stopAim} />
          )}
          {composer.mail && !isNote && !composer.isEditing && (
            <MailBar conversation={conversation} mail={composer.mail} />
          )}
          <AttachmentTray conversationId={conversation.id} attachments={composer.attachments} />
          {isRecording ? (
            <VoiceRecorder
              onSend={(body) => {
                setIsRecording(false)
                composer.sendVoice(body)
              }}
              onClose={() => {
                setIsRecording(false)
                requestAnimationFrame(() => field.current?.focus())
              }}
            />
          ) : (
            <>
              <textarea
                ref={field}
                rows={1}
                value={text}
                aria-label={isNote ? t`Nota interna` : t`Mensagem`}
                placeholder={
                  isNote
                    ? t`Nota para a equipe. O cliente não vê.`
                    : composer.attachments.length > 0
                      ? t`Legenda (opcional)`
                      : t`Escreva para ${conversation.contact.name}`
                }
                onChange={(event) => write(event.target.value)}
                aria-autocomplete="list"
                aria-controls={slash.suggestions.length > 0 ? slash.listId : undefined}
                aria-activedescendant={
                  slash.suggestions.length > 0 ? slash.optionId(slash.active) : undefined
                }
                onKeyDown={(event) => {
                  if (event.nativeEvent.isComposing || !slash.press(event)) press(event)
                }}
                onPaste={paste}
                onBlur={leave}
                className={cn(
                  'block max-h-56 min-h-15 w-full resize-none bg-transparent px-3 pt-2.5 text-sm outline-none max-md:text-base',
                  isNote && 'placeholder:text-note-ink/80',
                )}
              />
              <ComposerFoot
                conversation={conversation}
                composer={composer}
                slash={slash}
                onRecord={() => setIsRecording(true)}
              />
            </>
          )}
        </div>
      )}
    </footer>
  )
}
