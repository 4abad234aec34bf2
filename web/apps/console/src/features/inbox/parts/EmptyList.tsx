import { Button, Empty } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { VIEW_TITLES } from '@/app/shell/viewTitles'
import type { View } from '../views'

/** Nothing in this list, and what that means. */
export function EmptyList({ view }: { view: View }) {
  const { t } = useLingui()
  const { Icon } = VIEW_TITLES[view]
  const words: Record<View, [title: string, hint: string]> = {
    mine: [
      t`Nenhuma conversa com você`,
      t`Quando uma conversa for atribuída a você, ela aparece aqui. Você também pode aceitar uma da fila.`,
    ],
    queue: [t`Ninguém esperando`, t`Clientes que pedirem um atendente aparecem aqui na hora.`],
    all: [t`Nenhuma conversa aberta`, t`Conecte um canal nas configurações para receber a primeira.`],
    bot: [
      t`Nenhuma conversa com o bot`,
      t`Conversas que o bot está atendendo aparecem aqui; você pode assumir qualquer uma.`,
    ],
    snoozed: [t`Nada adiado`, t`Conversas adiadas ficam aqui até a hora marcada ou até o cliente escrever.`],
    resolved: [t`Nada resolvido ainda`, t`Conversas encerradas ficam guardadas aqui.`],
  }
  const [title, hint] = words[view]
  return (
    <Empty
      icon={<Icon size={18} />}
      title={title}
      action={
        view === 'mine' && (
          <Button asChild>
            <Link to="/conversas" search={{ view: 'queue' }}>{t`Ver a fila`}</Link>
          </Button>
        )
      }
    >
      {hint}
    </Empty>
  )
}
