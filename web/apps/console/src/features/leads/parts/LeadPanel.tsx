import type { Lead, LeadPatch } from '@attendance/api'
import { Button, Failed, Field, Input, Select, Sheet, SkeletonRows, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MessageSquare, Trash2, UserRoundCheck } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { may } from '@/app/permissions'
import { problemText } from '@/app/problems'
import { useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { Activities } from '@/features/activities/parts/Activities'
import { useAttendants } from '@/features/attendants/api'
import { changeLead, deleteLead, leadQuery, refreshLeads, restoreLead } from '../api'
import { STATUSES } from '../search'
import { STATUS_WORDS } from '../words'
import { ConvertDialog } from './ConvertDialog'

/** One lead beside the list: every field is saved as it is left. */
export function LeadPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLingui()
  const query = useQuery(leadQuery(id))
  const lead = query.data
  return (
    <Sheet title={lead?.name ?? t`Lead`} closeLabel={t`Fechar`} onClose={onClose}>
      {query.isError && (
        <Failed
          title={t`O lead não carregou`}
          detail={problemText(query.error)}
          retryLabel={t`Tentar de novo`}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.isPending && <SkeletonRows count={4} label={t`Carregando`} />}
      {lead && (
        <div className="space-y-4 p-4">
          <Ways lead={lead} onClose={onClose} />
          <Fields key={lead.updated_at} lead={lead} />
          <Campaign lead={lead} />
          <Activities about={{ lead_id: lead.id }} />
        </div>
      )}
    </Sheet>
  )
}

function Ways({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const [isConverting, setIsConverting] = useState(false)
  const { id, name } = lead

  async function remove() {
    try {
      await deleteLead(id)
      onClose()
      toast.success(t`Excluído: ${name}`, {
        action: {
          label: t`Desfazer`,
          onClick: () =>
            void restoreLead(id)
              .catch(showProblem)
              .finally(() => void refreshLeads(client)),
        },
      })
    } catch (problem) {
      showProblem(problem)
    }
    void refreshLeads(client)
  }

  return (
    <div className="flex flex-wrap gap-2">
      {lead.status !== 'converted' && may(me, 'leads.write') && (
        <Button look="primary" icon={<UserRoundCheck size={15} />} onClick={() => setIsConverting(true)}>
          {t`Virar cliente`}
        </Button>
      )}
      {lead.session_id && (
        <Link
          to="/conversas/$id"
          params={{ id: lead.session_id }}
          search={{}}
          className="inline-flex h-8 items-center gap-1.5 rounded-md px-2.5 text-brand-text hover:bg-hover"
        >
          <MessageSquare size={15} aria-hidden />
          {t`Ver conversa`}
        </Link>
      )}
      {may(me, 'leads.delete') && (
        <Button look="quiet" icon={<Trash2 size={15} />} onClick={() => void remove()}>
          {t`Excluir`}
        </Button>
      )}
      {isConverting && <ConvertDialog lead={lead} onClose={() => setIsConverting(false)} />}
    </div>
  )
}

function Fields({ lead }: { lead: Lead }) {
  const { t, i18n } = useLingui()
  const isDisabled = !may(useMe(), 'leads.write')
  const client = useQueryClient()
  const { attendants } = useAttendants()
  async function save(patch: LeadPatch) {
    try {
      await changeLead(lead.id, patch)
    } catch (problem) {
      showProblem(problem)
    }
    void refreshLeads(client)
  }
  const left =
    (name: 'name' | 'phone' | 'email' | 'source' | 'notes') => (event: { target: { value: string } }) => {
      const value = event.target.value.trim()
      if (value !== (lead[name] ?? '') && (value || name !== 'name')) void save({ [name]: value || null })
    }
  const settable = STATUSES.filter((status) => status !== 'converted' || lead.status === 'converted')
  return (
    <div className="space-y-3">
      <Field label={t`Nome`}>
        {(ids) => <Input {...ids} disabled={isDisabled} defaultValue={lead.name} onBlur={left('name')} />}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t`Situação`}>
          {(ids) => (
            <Select
              {...ids}
              disabled={isDisabled || lead.status === 'converted'}
              value={lead.status}
              onChange={({ target: { value } }) => {
                const status = settable.find((one) => one === value)
                if (status && status !== 'converted') void save({ status })
              }}
            >
              {settable.map((status) => (
                <option key={status} value={status}>
                  {i18n._(STATUS_WORDS[status].title)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t`Responsável`}>
          {(ids) => (
            <Select
              {...ids}
              disabled={isDisabled}
              value={lead.attendant_id ?? ''}
              onChange={({ target: { value } }) => void save({ attendant_id: value || null })}
            >
              <option value="">{t`Sem responsável`}</option>
              {lead.attendant_id && !attendants.some(({ user_id: id }) => id === lead.attendant_id) && (
                <option value={lead.attendant_id}>{lead.attendant_name}</option>
              )}
              {attendants.map(({ user_id: id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t`Telefone`}>
          {(ids) => (
            <Input
              {...ids}
              type="tel"
              disabled={isDisabled}
              defaultValue={lead.phone ?? ''}
              onBlur={left('phone')}
            />
          )}
        </Field>
        <Field label={t`E-mail`}>
          {(ids) => (
            <Input
              {...ids}
              type="email"
              disabled={isDisabled}
              defaultValue={lead.email ?? ''}
              onBlur={left('email')}
            />
          )}
        </Field>
      </div>
      <Field label={t`Origem`}>
        {(ids) => (
          <Input {...ids} disabled={isDisabled} defaultValue={lead.source ?? ''} onBlur={left('source')} />
        )}
      </Field>
      <Field label={t`Detalhes`}>
        {(ids) => (
          <Textarea
            {...ids}
            rows={3}
            disabled={isDisabled}
            defaultValue={lead.notes ?? ''}
            onBlur={left('notes')}
          />
        )}
      </Field>
    </div>
  )
}

/** Where it came from, in the words of marketing. */
function Campaign({ lead }: { lead: Lead }) {
  const { t } = useLingui()
  const facts = [
    [t`Campanha`, lead.campaign_name ?? lead.campaign_id],
    ['utm_source', lead.utm_source],
    ['utm_medium', lead.utm_medium],
    [t`Anúncio`, lead.ad_id],
    [t`Segmento`, lead.segment],
    ...Object.entries(lead.custom_fields).map(([name, value]) => [name, String(value)]),
  ].filter((fact): fact is [string, string] => Boolean(fact[1]))
  if (facts.length === 0) return null
  return (
    <dl aria-label={t`Campanha`} className="space-y-1 border-t border-line pt-3">
      {facts.map(([name, value]) => (
        <div key={name} className="flex gap-2">
          <dt className="w-28 shrink-0 truncate text-mute">{name}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
