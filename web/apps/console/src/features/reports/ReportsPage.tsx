import type { Report, ReportTemplate } from '@attendance/api'
import { Badge, Button, Empty } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChartColumn, ChartLine, FileChartColumn, Mail, Plus, Table2, Trophy } from 'lucide-react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page, Section } from '@/app/shell/Page'
import { catalogueQuery, reportsQuery } from './api'

const ICONS = { table: Table2, line: ChartLine, bar: ChartColumn, ranking: Trophy }

/** Reports of one's own, those of the team, and some to begin with. */
export function ReportsPage() {
  const { t, i18n } = useLingui()
  const me = useMe()
  const query = useQuery(reportsQuery)
  const { data: catalogue } = useQuery(catalogueQuery(i18n.locale))
  const mayWrite = may(me, 'reports.write')
  const create = (
    <Button look="primary" icon={<Plus size={15} />} asChild>
      <Link to="/relatorios/novo">{mayWrite ? t`Novo relatório` : t`Fazer uma pergunta`}</Link>
    </Button>
  )
  return (
    <Page
      title={t`Relatórios`}
      description={t`Pergunte aos dados: conversas, mensagens, tickets, negócios e avaliações.`}
      actions={create}
    >
      <Loaded query={query}>
        {(reports) =>
          reports.length === 0 ? (
            <div className="mb-5 rounded-xl border border-line bg-panel py-6">
              <Empty icon={<FileChartColumn size={18} />} title={t`Nenhum relatório salvo ainda`}>
                {t`Comece por um dos modelos abaixo, mude o que quiser e salve.`}
              </Empty>
            </div>
          ) : (
            <>
              <Reports title={t`Meus`} reports={reports.filter((one) => one.is_mine)} />
              <Reports title={t`Da equipe`} reports={reports.filter((one) => !one.is_mine)} />
            </>
          )
        }
      </Loaded>
      {catalogue && <Templates templates={catalogue.templates} />}
    </Page>
  )
}

function Reports({ title, reports }: { title: string; reports: readonly Report[] }) {
  if (reports.length === 0) return null
  return (
    <section className="mb-5">
      <h2 className="mb-2 font-semibold">{title}</h2>
      <ul aria-label={title} className="rounded-xl border border-line bg-panel">
        {reports.map((one) => (
          <Row key={one.id} report={one} />
        ))}
      </ul>
    </section>
  )
}

function Row({ report }: { report: Report }) {
  const { t } = useLingui()
  const Icon = ICONS[report.definition.chart ?? 'table']
  const mails = plural(report.schedules, { one: '# envio', other: '# envios' })
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to="/relatorios/$id"
        params={{ id: report.id }}
        className="flex items-center gap-3 px-4 py-2.5 hover:bg-hover"
      >
        <Icon size={16} aria-hidden className="shrink-0 text-mute" />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{report.name}</span>
          {(report.description ?? !report.is_mine) && (
            <span className="block truncate text-xs text-mute">
              {report.description ?? report.owner_name}
            </span>
          )}
        </span>
        {report.schedules > 0 && (
          <span className="flex items-center gap-1 text-xs text-mute max-sm:hidden">
            <Mail size={13} aria-hidden /> {mails}
          </span>
        )}
        {report.is_shared && report.is_mine && <Badge>{t`Compartilhado`}</Badge>}
      </Link>
    </li>
  )
}

function Templates({ templates }: { templates: readonly ReportTemplate[] }) {
  const { t } = useLingui()
  return (
    <Section title={t`Modelos para começar`}>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,240px),1fr))] gap-3">
        {templates.map((one) => {
          const Icon = ICONS[one.definition.chart ?? 'table']
          return (
            <li key={one.key}>
              <Link
                to="/relatorios/novo"
                search={{ modelo: one.key }}
                className="flex h-full gap-3 rounded-lg border border-line p-3 hover:bg-hover"
              >
                <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-brand-text" />
                <span className="min-w-0">
                  <span className="block font-medium">{one.name}</span>
                  <span className="block text-xs text-pretty text-mute">{one.description}</span>
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
