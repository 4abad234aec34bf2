import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Link, Outlet } from '@tanstack/react-router'
import {
  Bot,
  Building2,
  ClipboardList,
  ContactRound,
  HandCoins,
  ListTree,
  MailWarning,
  Radio,
  Star,
  UserRoundCog,
  Users,
  type LucideIcon,
} from 'lucide-react'
import { may, type Permission } from '@/app/permissions'
import { useMe } from '@/app/session'

interface SettingsPlace {
  to:
    | '/configuracoes/filas'
    | '/configuracoes/tickets'
    | '/configuracoes/contatos'
    | '/configuracoes/avaliacoes'
    | '/configuracoes/avisos'
    | '/configuracoes/etapas'
    | '/configuracoes/canais'
    | '/configuracoes/bots'
    | '/configuracoes/usuarios'
    | '/configuracoes/empresa'
    | '/configuracoes/conta'
  title: MessageDescriptor
  Icon: LucideIcon
  needs: Permission | null
}

export const SETTINGS_PLACES: readonly SettingsPlace[] = [
  { to: '/configuracoes/filas', title: msg`Filas`, Icon: ListTree, needs: 'queues.manage' },
  {
    to: '/configuracoes/tickets',
    title: msg`Tickets`,
    Icon: ClipboardList,
    needs: 'tickets.manage',
  },
  { to: '/configuracoes/contatos', title: msg`Contatos`, Icon: ContactRound, needs: 'contacts.manage' },
  { to: '/configuracoes/avaliacoes', title: msg`Avaliações`, Icon: Star, needs: 'company.read' },
  { to: '/configuracoes/etapas', title: msg`Etapas dos negócios`, Icon: HandCoins, needs: 'deals.manage' },
  { to: '/configuracoes/avisos', title: msg`Avisos por e-mail`, Icon: MailWarning, needs: 'company.manage' },
  { to: '/configuracoes/canais', title: msg`Canais`, Icon: Radio, needs: 'inboxes.read' },
  { to: '/configuracoes/bots', title: msg`Bots`, Icon: Bot, needs: 'bots.read' },
  { to: '/configuracoes/usuarios', title: msg`Usuários`, Icon: Users, needs: 'users.read' },
  { to: '/configuracoes/empresa', title: msg`Empresa`, Icon: Building2, needs: 'company.read' },
  { to: '/configuracoes/conta', title: msg`Minha conta`, Icon: UserRoundCog, needs: null },
]

export function SettingsLayout() {
  const { t, i18n } = useLingui()
  const me = useMe()
  return (
    <div className="flex h-full max-md:flex-col">
      <nav
        aria-label={t`Configurações`}
        className="flex shrink-0 gap-0.5 border-line bg-panel p-2 max-md:overflow-x-auto max-md:border-b md:w-48 md:flex-col md:border-r"
      >
        <h2 className="px-2 py-2 font-semibold max-md:hidden">{t`Configurações`}</h2>
        {SETTINGS_PLACES.filter(({ needs }) => needs === null || may(me, needs)).map(
          ({ to, title, Icon }) => (
            <Link
              key={to}
              to={to}
              className="flex h-8 shrink-0 items-center gap-2 rounded-md px-2 text-mute hover:bg-raised hover:text-ink"
              activeProps={{ className: 'bg-brand-soft! text-brand-text! font-medium' }}
            >
              <Icon size={16} aria-hidden />
              {i18n._(title)}
            </Link>
          ),
        )}
      </nav>
      <div className="min-h-0 min-w-0 flex-1">
        <Outlet />
      </div>
    </div>
  )
}
