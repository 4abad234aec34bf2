/** The places of the console: for the side bar, the phone's bar, the palette and the g-keys. */
import type { Me } from '@attendance/api'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import {
  ChartNoAxesColumn,
  ContactRound,
  ClipboardList,
  FileChartColumn,
  HandCoins,
  Headset,
  Inbox,
  ListTodo,
  Settings,
  SquareKanban,
  Star,
  Ticket,
  UserRoundPlus,
  type LucideIcon,
} from 'lucide-react'
import { may } from '../permissions'

export interface Place {
  to:
    | '/conversas'
    | '/fila'
    | '/kanban'
    | '/tickets'
    | '/negocios'
    | '/contatos'
    | '/leads'
    | '/atividades'
    | '/atendentes'
    | '/indicadores'
    | '/avaliacoes'
    | '/relatorios'
    | '/configuracoes'
  title: MessageDescriptor
  /** Where there is little room. */
  short: MessageDescriptor
  Icon: LucideIcon
  keys: string
}

export const INBOX: Place = {
  to: '/conversas',
  title: msg`Conversas`,
  short: msg`Conversas`,
  Icon: Inbox,
  keys: 'g c',
}
const QUEUE: Place = {
  to: '/fila',
  title: msg`Fila de atendimento`,
  short: msg`Fila`,
  Icon: Ticket,
  keys: 'g f',
}
const BOARD: Place = {
  to: '/kanban',
  title: msg`Kanban`,
  short: msg`Kanban`,
  Icon: SquareKanban,
  keys: 'g k',
}
const TICKETS: Place = {
  to: '/tickets',
  title: msg`Tickets`,
  short: msg`Tickets`,
  Icon: ClipboardList,
  keys: 'g t',
}
const DEALS: Place = {
  to: '/negocios',
  title: msg`Negócios`,
  short: msg`Negócios`,
  Icon: HandCoins,
  keys: 'g n',
}
const LEADS: Place = {
  to: '/leads',
  title: msg`Leads`,
  short: msg`Leads`,
  Icon: UserRoundPlus,
  keys: 'g l',
}
const ACTIVITIES: Place = {
  to: '/atividades',
  title: msg`Atividades`,
  short: msg`A fazer`,
  Icon: ListTodo,
  keys: 'g e',
}
const CONTACTS: Place = {
  to: '/contatos',
  title: msg`Contatos`,
  short: msg`Contatos`,
  Icon: ContactRound,
  keys: 'g o',
}
const ATTENDANTS: Place = {
  to: '/atendentes',
  title: msg`Atendentes`,
  short: msg`Atendentes`,
  Icon: Headset,
  keys: 'g a',
}
const INSIGHTS: Place = {
  to: '/indicadores',
  title: msg`Indicadores`,
  short: msg`Indicadores`,
  Icon: ChartNoAxesColumn,
  keys: 'g i',
}
const RATINGS: Place = {
  to: '/avaliacoes',
  title: msg`Avaliações`,
  short: msg`Notas`,
  Icon: Star,
  keys: 'g v',
}
const REPORTS: Place = {
  to: '/relatorios',
  title: msg`Relatórios`,
  short: msg`Relatórios`,
  Icon: FileChartColumn,
  keys: 'g p',
}
const SETTINGS: Place = {
  to: '/configuracoes',
  title: msg`Configurações`,
  short: msg`Ajustes`,
  Icon: Settings,
  keys: 'g s',
}

export function placesFor(me: Me): Place[] {
  return [
    INBOX,
    QUEUE,
    BOARD,
    TICKETS,
    ...(may(me, 'deals.read') ? [DEALS] : []),
    CONTACTS,
    ...(may(me, 'leads.read') ? [LEADS] : []),
    ...(may(me, 'activities.read') ? [ACTIVITIES] : []),
    ...(may(me, 'attendants.read') ? [ATTENDANTS] : []),
    ...(may(me, 'insights.read') ? [INSIGHTS, RATINGS] : []),
    ...(may(me, 'reports.read') ? [REPORTS] : []),
    SETTINGS,
  ]
}
