/** Every address of the console, in one place. Pages load when they are first needed. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { parseBoardSearch } from '@/features/board/columns'
import { parseExecutionSearch } from '@/features/bots/executions/search'
import { openDrafts } from '@/features/composer/drafts'
import { parseContactSearch } from '@/features/contacts/search'
import { parseDealSearch } from '@/features/deals/search'
import { parseLeadSearch } from '@/features/leads/search'
import { openOutbox } from '@/features/composer/outbox'
import { parseListSearch } from '@/features/inbox/views'
import { parseInsightsSearch } from '@/features/insights/search'
import { parseRatingSearch } from '@/features/ratings/search'
import { parseTicketSearch } from '@/features/tickets/filter'
import { whenSignedOut } from './client'
import { end, whoAmI } from './session'
import { PageFailed } from './shell/PageFailed'
import { NotFound } from './shell/NotFound'
import { Shell } from './shell/Shell'

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: PageFailed })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/entrar',
  validateSearch: (search: Record<string, unknown>): { token?: string; next?: string } => ({
    ...(typeof search.token === 'string' ? { token: search.token } : {}),
    ...(isOwnAddress(search.next) ? { next: search.next } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/signin/SignInPage'), 'SignInPage'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const me = await whoAmI()
    if (me) {
      openDrafts(me.id)
      openOutbox(me.id)
      return
    }
    throw redirect({ to: '/entrar', search: location.href === '/' ? {} : { next: location.href } })
  },
  component: Shell,
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/conversas', search: {} })
  },
})

const inbox = createRoute({
  getParentRoute: () => shell,
  path: '/conversas',
  validateSearch: parseListSearch,
  component: lazyRouteComponent(() => import('@/features/inbox/InboxPage'), 'InboxPage'),
})

const noConversation = createRoute({
  getParentRoute: () => inbox,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/inbox/parts/NoConversation'), 'NoConversation'),
})

const conversation = createRoute({
  getParentRoute: () => inbox,
  path: '$id',
  component: lazyRouteComponent(() => import('@/features/thread/ConversationPage'), 'ConversationPage'),
})

const queuePanel = createRoute({
  getParentRoute: () => shell,
  path: '/fila',
  validateSearch: (search: Record<string, unknown>): { queue?: string } =>
    typeof search.queue === 'string' ? { queue: search.queue } : {},
  component: lazyRouteComponent(() => import('@/features/queue/QueuePanelPage'), 'QueuePanelPage'),
})

const tickets = createRoute({
  getParentRoute: () => shell,
  path: '/tickets',
  validateSearch: parseTicketSearch,
  component: lazyRouteComponent(() => import('@/features/tickets/TicketsPage'), 'TicketsPage'),
})

/** Beside the list, not within it; the search leads back to it. */
const ticket = createRoute({
  getParentRoute: () => shell,
  path: '/tickets/$id',
  validateSearch: parseTicketSearch,
  component: lazyRouteComponent(() => import('@/features/tickets/TicketPage'), 'TicketPage'),
})

const board = createRoute({
  getParentRoute: () => shell,
  path: '/kanban',
  validateSearch: parseBoardSearch,
  component: lazyRouteComponent(() => import('@/features/board/BoardPage'), 'BoardPage'),
})

const deals = createRoute({
  getParentRoute: () => shell,
  path: '/negocios',
  validateSearch: parseDealSearch,
  component: lazyRouteComponent(() => import('@/features/deals/DealsPage'), 'DealsPage'),
})

const leads = createRoute({
  getParentRoute: () => shell,
  path: '/leads',
  validateSearch: parseLeadSearch,
  component: lazyRouteComponent(() => import('@/features/leads/LeadsPage'), 'LeadsPage'),
})

const activities = createRoute({
  getParentRoute: () => shell,
  path: '/atividades',
  component: lazyRouteComponent(() => import('@/features/activities/ActivitiesPage'), 'ActivitiesPage'),
})

const contacts = createRoute({
  getParentRoute: () => shell,
  path: '/contatos',
  validateSearch: parseContactSearch,
  component: lazyRouteComponent(() => import('@/features/contacts/ContactsPage'), 'ContactsPage'),
})

const contact = createRoute({
  getParentRoute: () => shell,
  path: '/contatos/$id',
  component: lazyRouteComponent(() => import('@/features/contacts/ContactPage'), 'ContactPage'),
})

const companies = createRoute({
  getParentRoute: () => shell,
  path: '/empresas',
  component: lazyRouteComponent(() => import('@/features/contacts/CompaniesPage'), 'CompaniesPage'),
})

const attendants = createRoute({
  getParentRoute: () => shell,
  path: '/atendentes',
  component: lazyRouteComponent(() => import('@/features/attendants/AttendantsPage'), 'AttendantsPage'),
})

const insights = createRoute({
  getParentRoute: () => shell,
  path: '/indicadores',
  validateSearch: parseInsightsSearch,
  component: lazyRouteComponent(() => import('@/features/insights/InsightsPage'), 'InsightsPage'),
})

const ratings = createRoute({
  getParentRoute: () => shell,
  path: '/avaliacoes',
  validateSearch: parseRatingSearch,
  component: lazyRouteComponent(() => import('@/features/ratings/RatingsPage'), 'RatingsPage'),
})

const reports = createRoute({
  getParentRoute: () => shell,
  path: '/relatorios',
  component: lazyRouteComponent(() => import('@/features/reports/ReportsPage'), 'ReportsPage'),
})

/** Beside the list, not within it: the workbench needs the whole width. */
const newReport = createRoute({
  getParentRoute: () => shell,
  path: '/relatorios/novo',
  validateSearch: (search: Record<string, unknown>): { modelo?: string } =>
    typeof search.modelo === 'string' ? { modelo: search.modelo } : {},
  component: lazyRouteComponent(() => import('@/features/reports/NewReportPage'), 'NewReportPage'),
})

const report = createRoute({
  getParentRoute: () => shell,
  path: '/relatorios/$id',
  component: lazyRouteComponent(() => import('@/features/reports/ReportPage'), 'ReportPage'),
})

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/configuracoes',
  component: lazyRouteComponent(() => import('@/features/settings/SettingsLayout'), 'SettingsLayout'),
})

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/settings/SettingsHome'), 'SettingsHome'),
})

const queues = createRoute({
  getParentRoute: () => settings,
  path: 'filas',
  component: lazyRouteComponent(() => import('@/features/queues/QueuesPage'), 'QueuesPage'),
})

const newQueue = createRoute({
  getParentRoute: () => settings,
  path: 'filas/nova',
  component: lazyRouteComponent(() => import('@/features/queues/NewQueuePage'), 'NewQueuePage'),
})

const queue = createRoute({
  getParentRoute: () => settings,
  path: 'filas/$id',
  component: lazyRouteComponent(() => import('@/features/queues/QueuePage'), 'QueuePage'),
})

const inboxes = createRoute({
  getParentRoute: () => settings,
  path: 'canais',
  component: lazyRouteComponent(() => import('@/features/inboxes/InboxesPage'), 'InboxesPage'),
})

const newInbox = createRoute({
  getParentRoute: () => settings,
  path: 'canais/novo',
  component: lazyRouteComponent(() => import('@/features/inboxes/NewInboxPage'), 'NewInboxPage'),
})

const inboxPage = createRoute({
  getParentRoute: () => settings,
  path: 'canais/$id',
  component: lazyRouteComponent(() => import('@/features/inboxes/InboxPage'), 'InboxPage'),
})

const contactSettings = createRoute({
  getParentRoute: () => settings,
  path: 'contatos',
  component: lazyRouteComponent(() => import('@/features/contacts/ContactFieldsPage'), 'ContactFieldsPage'),
})

const ticketSettings = createRoute({
  getParentRoute: () => settings,
  path: 'tickets',
  component: lazyRouteComponent(() => import('@/features/tickets/TicketSettingsPage'), 'TicketSettingsPage'),
})

const mailNotices = createRoute({
  getParentRoute: () => settings,
  path: 'avisos',
  component: lazyRouteComponent(() => import('@/features/notifications/MailNoticesPage'), 'MailNoticesPage'),
})

const ratingSettings = createRoute({
  getParentRoute: () => settings,
  path: 'avaliacoes',
  component: lazyRouteComponent(() => import('@/features/ratings/RatingSettingsPage'), 'RatingSettingsPage'),
})

const stages = createRoute({
  getParentRoute: () => settings,
  path: 'etapas',
  component: lazyRouteComponent(() => import('@/features/deals/StagesPage'), 'StagesPage'),
})

const bots = createRoute({
  getParentRoute: () => settings,
  path: 'bots',
  component: lazyRouteComponent(() => import('@/features/bots/BotsPage'), 'BotsPage'),
})

/** Beside the settings: a workshop needs the whole width. */
const bot = createRoute({
  getParentRoute: () => shell,
  path: '/configuracoes/bots/$id',
  component: lazyRouteComponent(() => import('@/features/bots/BotPage'), 'BotPage'),
})

const botFiles = createRoute({
  getParentRoute: () => bot,
  path: '/',
  validateSearch: (search: Record<string, unknown>): { file?: string; line?: number; column?: number } => ({
    ...(typeof search.file === 'string' ? { file: search.file } : {}),
    ...(typeof search.line === 'number' ? { line: search.line } : {}),
    ...(typeof search.column === 'number' ? { column: search.column } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/bots/FilesPage'), 'FilesPage'),
})

const botVersions = createRoute({
  getParentRoute: () => bot,
  path: 'versoes',
  validateSearch: (search: Record<string, unknown>): { version?: number; file?: string } => ({
    ...(typeof search.version === 'number' ? { version: search.version } : {}),
    ...(typeof search.file === 'string' ? { file: search.file } : {}),
  }),
  component: lazyRouteComponent(() => import('@/features/bots/VersionsPage'), 'VersionsPage'),
})

const executions = createRoute({
  getParentRoute: () => bot,
  path: 'execucoes',
  validateSearch: parseExecutionSearch,
  component: lazyRouteComponent(() => import('@/features/bots/executions/ExecutionsPage'), 'ExecutionsPage'),
})

const execution = createRoute({
  getParentRoute: () => bot,
  path: 'execucoes/$execution',
  component: lazyRouteComponent(() => import('@/features/bots/executions/ExecutionPage'), 'ExecutionPage'),
})

const company = createRoute({
  getParentRoute: () => settings,
  path: 'empresa',
  component: lazyRouteComponent(() => import('@/features/settings/CompanyPage'), 'CompanyPage'),
})

const users = createRoute({
  getParentRoute: () => settings,
  path: 'usuarios',
  component: lazyRouteComponent(() => import('@/features/settings/UsersPage'), 'UsersPage'),
})

const account = createRoute({
  getParentRoute: () => settings,
  path: 'conta',
  component: lazyRouteComponent(() => import('@/features/settings/AccountPage'), 'AccountPage'),
})

const tree = root.addChildren([
  signIn,
  shell.addChildren([
    home,
    inbox.addChildren([noConversation, conversation]),
    queuePanel,
    board,
    deals,
    contacts,
    contact,
    companies,
    leads,
    activities,
    tickets,
    ticket,
    attendants,
    insights,
    reports,
    newReport,
    report,
    ratings,
    settings.addChildren([
      settingsHome,
      queues,
      newQueue,
      queue,
      contactSettings,
      ticketSettings,
      stages,
      ratingSettings,
      mailNotices,
      inboxes,
      newInbox,
      inboxPage,
      bots,
      users,
      company,
      account,
    ]),
    bot.addChildren([botFiles, botVersions, executions, execution]),
  ]),
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

whenSignedOut(() => {
  const { pathname, href } = router.state.location
  if (pathname === '/entrar') return
  end()
  void router.navigate({ to: '/entrar', search: { next: href } })
})

/** Only addresses of ours: a link must not send anybody elsewhere after signing in. */
function isOwnAddress(next: unknown): next is string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next)
}
