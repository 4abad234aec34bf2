import type { Conversation } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Bot, CircleCheck, Hourglass, LayoutTemplate, ListTree, StickyNote, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { shownKeys } from '@/app/commands/keys'
import { useFormats } from '@/app/formats'
import { useMe } from '@/app/session'
import { may } from '@/app/permissions'
import { useActions } from '@/features/actions/useActions'
import { useChannel } from '@/features/media/channels'
import { useTemplates } from '@/features/templates/useTemplates'
import type { Standing } from '../standing'

interface StandingBarProps {
  conversation: Conversation
  standing: Exclude<Standing, 'open' | 'read_only'>
  isNoting: boolean
  onNote: () => void
}

/** Why nothing can be sent now, and the one button that changes it. */
export function StandingBar({ conversation, standing, isNoting, onNote }: StandingBarProps) {
  const { t } = useLingui()
  const { icon, words, action } = useWords(conversation, standing)
  const templates = useTemplates(conversation)
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-raised px-3 py-2.5">
      <span className="text-mute">{icon}</span>
      <p className="min-w-40 flex-1 text-pretty">{words}</p>
      <span className="flex gap-2">
        <Button icon={<StickyNote size={14} />} aria-pressed={isNoting} onClick={onNote}>
          {t`Nota`}
        </Button>
        {action}
        {standing === 'window_closed' && templates.areOffered && (
          <Button look="primary" icon={<LayoutTemplate size={14} />} onClick={templates.open}>
            {t`Enviar modelo`}
          </Button>
        )}
      </span>
      {templates.dialog}
    </div>
  )
}

function useWords(
  conversation: Conversation,
  standing: StandingBarProps['standing'],
): { icon: ReactNode; words: string; action: ReactNode } {
  const { t } = useLingui()
  const { moment, duration } = useFormats()
  const channel = useChannel(conversation.channel)
  const me = useMe()
  const { take, takeOver, reopen } = useActions(conversation)
  const name = conversation.assigned_to_name ?? t`outra pessoa`
  switch (standing) {
    case 'bot':
      return {
        icon: <Bot size={18} />,
        words: t`O bot está atendendo. Ao assumir, ele para de responder e a conversa passa para você.`,
        action: (
          <Button look="primary" keys={shownKeys('a')} onClick={() => void take()}>{t`Assumir`}</Button>
        ),
      }
    case 'unassigned':
      return {
        icon: <ListTree size={18} />,
        words: t`O cliente está esperando. Aceite para responder.`,
        action: (
          <Button look="primary" keys={shownKeys('a')} onClick={() => void take()}>{t`Aceitar`}</Button>
        ),
      }
    case 'colleague':
      return {
        icon: <UserRound size={18} />,
        words: t`Esta conversa está com ${name}.`,
        action: may(me, 'conversations.assign') && (
          <Button keys={shownKeys('a')} onClick={() => void takeOver()}>{t`Passar para mim`}</Button>
        ),
      }
    case 'closed':
      return {
        icon: <CircleCheck size={18} />,
        words:
          conversation.status === 'abandoned'
            ? t`Encerrada por falta de resposta do cliente.`
            : t`Esta conversa está resolvida.`,
        action: <Button keys={shownKeys('o')} onClick={() => void reopen()}>{t`Reabrir`}</Button>,
      }
    case 'window_closed': {
      const at = conversation.window_closes_at ? moment(conversation.window_closes_at) : null
      const span = duration(channel?.human_reply_window_seconds ?? channel?.reply_window_seconds ?? 86_400)
      return {
        icon: <Hourglass size={18} />,
        words: !at
          ? t`O cliente ainda não escreveu por este canal; só depois disso é possível enviar texto livre.`
          : channel?.has_templates
            ? t`A janela fechou em ${at}: este canal só aceita texto livre até ${span} depois da última mensagem do cliente. Envie um modelo aprovado ou espere que ele escreva.`
            : t`A janela fechou em ${at}: este canal só aceita respostas até ${span} depois da última mensagem do cliente. Quando ele escrever, você poderá responder.`,
        action: null,
      }
    }
  }
}
