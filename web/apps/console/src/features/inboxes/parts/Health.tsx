import type { Inbox, InboxReport } from '@attendance/api'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { reportQuery } from '../api'
import { limitName, qualityName } from '../figures'
import { findingsOf, type Finding } from '../findings'

const LOOKS: Record<Finding['tone'], { box: string; Icon: typeof CircleAlert }> = {
  danger: { box: 'bg-danger-soft text-danger', Icon: CircleAlert },
  warn: { box: 'bg-warn-soft text-warn', Icon: TriangleAlert },
  ok: { box: 'bg-ok-soft text-ok', Icon: CircleCheck },
  neutral: { box: 'bg-raised text-mute', Icon: Info },
}

/** How the inbox is, in sentences that say what to do, and the figures behind them. */
export function Health({ inbox }: { inbox: Inbox }) {
  const { t } = useLingui()
  const query = useQuery(reportQuery(inbox.id))
  return (
    <Section title={t`Saúde`}>
      <Loaded query={query}>{(report) => <Report inbox={inbox} report={report} />}</Loaded>
    </Section>
  )
}

function Report({ inbox, report }: { inbox: Inbox; report: InboxReport }) {
  const formats = useFormats()
  return (
    <>
      <ul className="space-y-2" aria-live="polite">
        {findingsOf(inbox, report, formats).map(({ key, tone, title, detail }) => {
          const { box, Icon } = LOOKS[tone]
          return (
            <li key={key} className={`flex gap-2.5 rounded-lg px-3 py-2.5 ${box}`}>
              <Icon size={17} aria-hidden className="mt-px shrink-0" />
              <div className="min-w-0">
                <p className="font-semibold wrap-anywhere">{title}</p>
                <p className="text-pretty wrap-anywhere text-ink">{detail}</p>
              </div>
            </li>
          )
        })}
      </ul>
      <Figures report={report} />
    </>
  )
}

function Figures({ report }: { report: InboxReport }) {
  const { t } = useLingui()
  const { moment, decimal, number } = useFormats()
  const { health } = report
  const seconds = report.median_seconds
  const templates = health.templates
  return (
    <dl className="mt-4 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
      <Figure label={t`Última mensagem recebida`}>
        {health.last_webhook_at ? moment(health.last_webhook_at) : t`nunca`}
      </Figure>
      <Figure label={t`Último envio`}>{health.last_sent_at ? moment(health.last_sent_at) : t`nunca`}</Figure>
      <Figure label={t`Falhas em 24 horas`}>{number(report.failed_24h)}</Figure>
      {seconds !== null && <Figure label={t`Tempo até o envio`}>{t`${decimal(seconds)} s`}</Figure>}
      {health.checked_at && <Figure label={t`Última verificação`}>{moment(health.checked_at)}</Figure>}
      {health.checked_account && <Figure label={t`Conta`}>{health.checked_account}</Figure>}
      {health.token_expires_at && (
        <Figure label={t`Token vence em`}>{moment(health.token_expires_at)}</Figure>
      )}
      {health.quality && <Figure label={t`Qualidade`}>{qualityName(health.quality)}</Figure>}
      {health.messaging_limit && (
        <Figure label={t`Limite de contatos por dia`}>{limitName(health.messaging_limit, number)}</Figure>
      )}
      {templates && (
        <Figure label={t`Modelos`}>
          {t`Aprovados: ${number(templates.approved)}, em análise: ${number(templates.pending)}, recusados: ${number(templates.rejected)}`}
        </Figure>
      )}
    </dl>
  )
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-mute">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  )
}
