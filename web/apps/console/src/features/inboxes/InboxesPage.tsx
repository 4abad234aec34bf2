import { Button, Empty } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus, Radio } from 'lucide-react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { inboxesQuery } from './api'
import { InboxCard } from './parts/InboxCard'

/** The channel accounts through which customers reach us. */
export function InboxesPage() {
  const { t } = useLingui()
  const mayManage = may(useMe(), 'inboxes.manage')
  const query = useQuery(inboxesQuery)
  const add = mayManage && (
    <Button asChild look="primary" icon={<Plus size={15} />}>
      <Link to="/configuracoes/canais/novo">{t`Conectar canal`}</Link>
    </Button>
  )
  return (
    <Page
      title={t`Canais`}
      description={t`Cada conta de um canal por onde seus clientes escrevem.`}
      actions={add}
    >
      <Loaded query={query}>
        {(inboxes) =>
          inboxes.length === 0 ? (
            <Empty icon={<Radio size={18} />} title={t`Nenhum canal conectado`} action={add}>
              {t`Conecte o WhatsApp ou coloque o chat no seu site para receber a primeira conversa.`}
            </Empty>
          ) : (
            <ul className="grid gap-3 lg:grid-cols-2">
              {inboxes.map((inbox) => (
                <InboxCard key={inbox.id} inbox={inbox} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  )
}
