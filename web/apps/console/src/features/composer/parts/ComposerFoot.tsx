import type { Conversation } from '@attendance/api'
import { Button, channelName, cn, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import {
  Check,
  ChevronsRight,
  LayoutTemplate,
  LoaderCircle,
  Mic,
  SendHorizontal,
  StickyNote,
} from 'lucide-react'
import { shownKeys } from '@/app/commands/keys'
import { useCommands } from '@/app/commands/registry'
import { takesFiles, takesVoice } from '@/features/media/limits'
import { ShareMenu } from '@/features/media/parts/ShareMenu'
import { useTemplates } from '@/features/templates/useTemplates'
import { canRecord } from '@/features/media/recorder'
import type { useSlash } from '../slash/useSlash'
import type { useComposer } from '../useComposer'
import { AttachButton } from './AttachButton'
import { SmsCount } from './SmsCount'
import { WindowClock } from './WindowClock'

interface ComposerFootProps {
  conversation: Conversation
  composer: ReturnType<typeof useComposer>
  slash: ReturnType<typeof useSlash>
  onRecord: () => void
}

/** Below the words: reply or note, files, voice, how long the window is open, the button. */
export function ComposerFoot({ conversation, composer, slash, onRecord }: ComposerFootProps) {
  const { standing, channel, text, attachments, isNote, isEditing, wantsNote, switchNote, addFiles } =
    composer
  const { t } = useLingui()
  const templates = useTemplates(conversation)
  useCommands(
    templates.areOffered
      ? [
          {
            id: 'template',
            title: t`Enviar modelo`,
            group: 'conversation',
            keys: 'Alt+t',
            whileWriting: true,
            icon: <LayoutTemplate size={15} />,
            run: templates.open,
          },
        ]
      : [],
  )
  const isEmpty = !text.trim() && attachments.length === 0
  const mayAttach = !isEditing && (isNote || takesFiles(channel))
  const mayRecord = !isEditing && !isNote && isEmpty && takesVoice(channel) && canRecord()
  return (
    <div className="@container flex items-center gap-1 px-1.5 pb-1.5">
      {!isEditing && (
        <IconButton
          label={isNote ? t`Voltar a responder ao cliente` : t`Nota interna`}
          keys={shownKeys('Alt+n')}
          icon={<StickyNote size={16} />}
          isPressed={isNote}
          disabled={standing !== 'open'}
          className={cn(isNote && 'bg-note-ink/12 text-note-ink hover:bg-note-ink/12 hover:text-note-ink')}
          onClick={() => switchNote(!wantsNote)}
        />
      )}
      {mayAttach && <AttachButton channel={isNote ? undefined : channel} onFiles={addFiles} />}
      {!isNote && !isEditing && <ShareMenu conversation={conversation} channel={channel} />}
      {mayRecord && (
        <IconButton label={t`Gravar mensagem de voz`} icon={<Mic size={16} />} onClick={onRecord} />
      )}
      {!isNote && !isEditing && templates.areOffered && (
        <IconButton
          label={t`Enviar modelo`}
          keys={shownKeys('Alt+t')}
          icon={<LayoutTemplate size={16} />}
          onClick={templates.open}
        />
      )}
      {templates.dialog}
      {!isNote && !isEditing && !slash.isGiven && (
        <span className="min-w-0 flex-1 overflow-hidden">
          <WindowClock conversation={conversation} />
        </span>
      )}
      {!isNote && channel?.counts_sms && <SmsCount text={text} />}
      <Hint conversation={conversation} composer={composer} isCommand={slash.isGiven} />
      {slash.isGiven ? <RunButton slash={slash} /> : <SendButton composer={composer} isEmpty={isEmpty} />}
    </div>
  )
}

/** What the keys do; or what this channel can't do, for who looks for it. */
function Hint({
  conversation,
  composer,
  isCommand,
}: Pick<ComposerFootProps, 'conversation' | 'composer'> & { isCommand: boolean }) {
  const { t } = useLingui()
  const { channel, isNote, isEditing, isBlocked, isSendAwaited } = composer
  const name = channelName(conversation.channel)
  const hasNoFiles = channel !== undefined && !isNote && !takesFiles(channel)
  const words = isCommand
    ? t`Só você vê · “//” envia “/”`
    : isBlocked
      ? t`Remova ou reenvie os arquivos marcados`
      : isSendAwaited
        ? t`Será enviada quando os arquivos terminarem de subir`
        : isEditing
          ? t`Enter salva · Esc cancela`
          : hasNoFiles
            ? t`${name} leva só texto`
            : t`Enter envia · Shift+Enter quebra a linha`
  const isNews = !isCommand && (isBlocked || isSendAwaited)
  return (
    <span
      role={isNews ? 'status' : undefined}
      className={cn(
        'ml-auto min-w-0 truncate text-2xs',
        // Beside the window's clock there may be no room: half a sentence helps nobody.
        !isNews && !isCommand && 'max-md:hidden @max-xl:hidden',
        isNews && isBlocked && 'text-danger',
      )}
    >
      {words}
    </span>
  )
}

function RunButton({ slash }: Pick<ComposerFootProps, 'slash'>) {
  const { t } = useLingui()
  return (
    <Button
      look="primary"
      size="sm"
      icon={<ChevronsRight size={14} />}
      disabled={slash.isPending}
      className="ml-1.5 max-md:ml-auto"
      onClick={slash.run}
    >
      {t`Executar`}
    </Button>
  )
}

function SendButton({ composer, isEmpty }: Pick<ComposerFootProps, 'composer'> & { isEmpty: boolean }) {
  const { t } = useLingui()
  const { isNote, isEditing, isBlocked, isSendAwaited, text, submit } = composer
  const Icon = isSendAwaited ? LoaderCircle : isEditing ? Check : isNote ? StickyNote : SendHorizontal
  return (
    <Button
      look="primary"
      size="sm"
      icon={<Icon size={14} className={isSendAwaited ? 'animate-spin' : ''} />}
      disabled={isBlocked || isSendAwaited || (isEditing ? !text.trim() : isEmpty)}
      className={cn('ml-1.5 max-md:ml-auto', isNote && 'bg-note-ink text-note hover:bg-note-ink')}
      onClick={submit}
    >
      {isEditing ? t`Salvar` : isNote ? t`Salvar nota` : t`Enviar`}
    </Button>
  )
}
