import type { NotificationSetting, NotificationSettings } from '@attendance/api'
import { Field, Input, Switch } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page, Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { notificationSettingsQuery, notificationTemplatesQuery, saveNotificationSettings } from './api'
import { useKinds } from './kinds'
import { Templates } from './parts/Templates'

/** What is told by mail, and in which words. */
export function MailNoticesPage() {
  const { t } = useLingui()
  const settings = useQuery(notificationSettingsQuery)
  const templates = useQuery(notificationTemplatesQuery)
  return (
    <Page
      title={t`Avisos por e-mail`}
      description={t`Cada pessoa pode recusar os seus em “Minha conta”.`}
      isNarrow
    >
      <Section title={t`O que avisar`}>
        <Loaded query={settings}>{(known) => <Kinds known={known} />}</Loaded>
      </Section>
      <Section title={t`Textos`} description={t`O que está entre chaves é trocado pelos dados da conversa.`}>
        <Loaded query={templates}>{(known) => <Templates templates={known} />}</Loaded>
      </Section>
    </Page>
  )
}

function Kinds({ known }: { known: NotificationSettings }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (one: NotificationSetting) => saveNotificationSettings([one]),
    onSuccess: (saved) => client.setQueryData(notificationSettingsQuery.queryKey, saved),
    onError: showProblem,
  })
  return (
    <>
      {!known.has_mailbox && (
        <p className="mb-4 flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
          <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden />
          <span>
            {t`Nenhum e-mail sai enquanto não houver um canal de e-mail.`}{' '}
            <Link to="/configuracoes/canais/novo" className="font-medium underline">{t`Conectar um`}</Link>
          </span>
        </p>
      )}
      <ul className="space-y-4">
        {known.settings.map((one) => (
          <KindRow key={one.kind} setting={one} onChange={mutate} />
        ))}
      </ul>
    </>
  )
}

interface KindRowProps {
  setting: NotificationSetting
  onChange: (setting: NotificationSetting) => void
}

function KindRow({ setting, onChange }: KindRowProps) {
  const { t } = useLingui()
  const mayChange = may(useMe(), 'company.manage')
  const { title, to } = useKinds()[setting.kind]
  const isTime = setting.kind === 'customer_waiting'
  const shown = isTime ? Math.round((setting.threshold ?? 0) / 60) : setting.threshold
  return (
    <li>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="font-medium">{title}</p>
          <p className="text-xs text-mute">{to}</p>
        </div>
        <Switch
          isOn={setting.is_on}
          isDisabled={!mayChange}
          label={title}
          onChange={(is_on) => onChange({ ...setting, is_on })}
        />
      </div>
      {setting.is_on && shown !== null && (
        <Field
          label={isTime ? t`Depois de quantos minutos` : t`Com mais de quantos clientes esperando`}
          className="mt-2"
        >
          {(ids) => (
            <Input
              {...ids}
              type="number"
              inputMode="numeric"
              min={1}
              disabled={!mayChange}
              defaultValue={shown}
              className="w-24"
              onBlur={({ target }) => {
                const wanted = Math.max(1, Math.round(target.valueAsNumber) || 1)
                if (wanted !== shown) onChange({ ...setting, threshold: isTime ? wanted * 60 : wanted })
              }}
            />
          )}
        </Field>
      )}
    </li>
  )
}
