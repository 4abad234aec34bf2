import type { Conversation } from '@attendance/api'
import { Button, cn, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { SendHorizontal, StickyNote } from 'lucide-react'
import { shownKeys } from '@/app/commands/keys'
import type { useComposer } from '../useComposer'
import { WindowClock } from './WindowClock'

interface ComposerFootProps {
  conversation: Conversation
  composer: ReturnType<typeof useComposer>
}

/** Below the words: reply or note, how long the window is open, the button. */
export function ComposerFoot({ conversation, composer }: ComposerFootProps) {
  const { t } = useLingui()
  const { standing, text, isNote, wantsNote, switchNote, submit } = composer
  return (
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
  )
}
