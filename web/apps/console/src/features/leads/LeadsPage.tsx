import type { Lead } from '@attendance/api'
import { Badge, Button, Empty, Failed, Input, Select, SkeletonRows, Table, Td, Th } from '@attendance/ui'
import { formatPhone } from '@attendance/i18n'
import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Plus, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { problemText } from '@/app/problems'
import { useMe } from '@/app/session'
import { leadsQuery, useLiveLeads } from './api'
import { LeadPanel } from './parts/LeadPanel'
import { NewLeadDialog } from './parts/NewLeadDialog'
import { STATUSES, type LeadSearch } from './search'
import { STATUS_WORDS } from './words'

const route = getRouteApi('/shell/leads')

/** People who may become customers, the newest first. */
export function LeadsPage() {
  const { t, i18n } = useLingui()
  const me = useMe()
  const search = route.useSearch()
  const navigate = useNavigate()
  const [isMaking, setIsMaking] = useState(false)
  const query = useInfiniteQuery(leadsQuery(search))
  useLiveLeads()
  const items = query.data?.pages.flatMap((page) => page.items)
  const change = (part: { [name in keyof LeadSearch]?: LeadSearch[name] | undefined }) => {
    const kept = Object.entries({ ...search, ...part }).filter(([, value]) => value)
    void navigate({ to: '/leads', search: Object.fromEntries(kept), replace: !part.lead })
  }
  const make = may(me, 'leads.write') && (
    <Button look="primary" icon={<Plus size={15} />} onClick={() => setIsMaking(true)}>
      {t`Novo lead`}
    </Button>
  )
  return (
    <div className="h-full overflow-y-auto bg-canvas p-4">
      <header className="flex flex-wrap items-center gap-2 pb-3">
        <h1 className="min-w-24 flex-1 text-lg font-semibold">{t`Leads`}</h1>
        <Input
          type="search"
          aria-label={t`Procurar leads`}
          placeholder={t`Nome, telefone, e-mail ou campanha`}
          className="w-64"
          defaultValue={search.q ?? ''}
          onChange={(event) => change({ q: event.target.value.trim() || undefined })}
        />
        <Select
          aria-label={t`Situação`}
          className="w-36"
          value={search.status ?? ''}
          onChange={({ target: { value } }) =>
            change({ status: STATUSES.find((status) => status === value) })
          }
        >
          <option value="">{t`Todas`}</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {i18n._(STATUS_WORDS[status].title)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t`De quem`}
          className="w-40"
          value={search.owner ?? ''}
          onChange={({ target: { value } }) =>
            change({ owner: value === 'me' || value === 'none' ? value : undefined })
          }
        >
          <option value="">{t`De todos`}</option>
          <option value="me">{t`Meus`}</option>
          <option value="none">{t`Sem responsável`}</option>
        </Select>
        {make}
      </header>
      {query.isError && !items && (
        <Failed
          title={t`Os leads não carregaram`}
          detail={problemText(query.error)}
          retryLabel={t`Tentar de novo`}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.isPending && <SkeletonRows count={6} label={t`Carregando`} />}
      {items?.length === 0 && (
        <Empty icon={<UserRoundPlus size={18} />} title={t`Nenhum lead aqui`} action={make || undefined}>
          {t`Crie um lead, ou deixe o bot criar: CREATE "leads".`}
        </Empty>
      )}
      {items && items.length > 0 && <LeadTable items={items} onOpen={(lead) => change({ lead: lead.id })} />}
      {query.hasNextPage && (
        <div className="pt-3 text-center">
          <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t`Mostrar mais`}
          </Button>
        </div>
      )}
      {search.lead && <LeadPanel id={search.lead} onClose={() => change({ lead: undefined })} />}
      {isMaking && <NewLeadDialog onClose={() => setIsMaking(false)} />}
    </div>
  )
}

function LeadTable({ items, onOpen }: { items: readonly Lead[]; onOpen: (lead: Lead) => void }) {
  const { t, i18n } = useLingui()
  const { moment } = useFormats()
  return (
    <Table label={t`Leads`}>
      <thead>
        <tr>
          <Th>{t`Nome`}</Th>
          <Th>{t`Situação`}</Th>
          <Th className="max-md:hidden">{t`Contato`}</Th>
          <Th className="max-md:hidden">{t`Origem`}</Th>
          <Th className="max-md:hidden">{t`Responsável`}</Th>
          <Th className="max-sm:hidden">{t`Criado`}</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((lead) => (
          <tr key={lead.id} className="hover:bg-hover">
            <Td className="max-w-64">
              <button
                type="button"
                className="max-w-full truncate text-left font-medium hover:underline"
                onClick={() => onOpen(lead)}
              >
                {lead.name}
              </button>
            </Td>
            <Td>
              <Badge tone={STATUS_WORDS[lead.status].tone}>{i18n._(STATUS_WORDS[lead.status].title)}</Badge>
            </Td>
            <Td className="max-w-64 truncate text-mute max-md:hidden">
              {lead.phone ? formatPhone(lead.phone) : (lead.email ?? '—')}
            </Td>
            <Td className="max-w-48 truncate text-mute max-md:hidden">
              {lead.campaign_name ?? lead.campaign_id ?? lead.source ?? '—'}
            </Td>
            <Td className="text-mute max-md:hidden">{lead.attendant_name ?? '—'}</Td>
            <Td className="whitespace-nowrap text-mute max-sm:hidden">{moment(lead.created_at)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
