import type { Inbox } from '@attendance/api'
import { Button, Empty } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Plus, Radio } from 'lucide-react'
import { useState } from 'react'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { inboxesQuery } from './inboxesApi'
import { InboxCard } from './parts/InboxCard'
import { InboxDialog } from './parts/InboxDialog'

/** The channel accounts through which customers reach us. */
export function InboxesPage() {
  const { t } = useLingui()
  const mayManage = may(useMe(), 'inboxes.manage')
  const query = useQuery(inboxesQuery)
  const [edited, setEdited] = useState<Inbox | 'new' | null>(null)
  const add = mayManage && (
    <Button look="primary" icon={<Plus size={15} />} onClick={() => setEdited('new')}>
      {t`Conectar canal`}
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
            <ul className="space-y-3">
              {inboxes.map((inbox) => (
                <InboxCard
                  key={inbox.id}
                  inbox={inbox}
                  mayManage={mayManage}
                  onEdit={() => setEdited(inbox)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {edited && <InboxDialog inbox={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}
