import type { Page as ApiPage, User } from '@attendance/api'
import { Button } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/app/client'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { InviteDialog } from './parts/InviteDialog'
import { LinkDialog, type SignInLink } from './parts/LinkDialog'
import { UserTable } from './parts/UserTable'

/** Who can sign in, and as what. */
export function UsersPage() {
  const { t } = useLingui()
  const mayManage = may(useMe(), 'users.manage')
  const [isInviting, setIsInviting] = useState(false)
  const [link, setLink] = useState<SignInLink | null>(null)
  const query = useInfiniteQuery({
    queryKey: ['users', 'pages'],
    queryFn: ({ pageParam }) =>
      api.get<ApiPage<User>>('/api/users', { query: { cursor: pageParam, limit: 100 } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  })
  return (
    <Page
      title={t`Usuários`}
      description={t`Quem entra aqui e o que pode fazer.`}
      actions={
        mayManage && (
          <Button look="primary" icon={<UserPlus size={15} />} onClick={() => setIsInviting(true)}>
            {t`Convidar usuário`}
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {({ pages }) => (
          <UserTable users={pages.flatMap((page) => page.items)} mayManage={mayManage} onLink={setLink} />
        )}
      </Loaded>
      {query.hasNextPage && (
        <Button
          className="mt-3"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t`Carregar mais`}
        </Button>
      )}
      {isInviting && <InviteDialog onClose={() => setIsInviting(false)} onLink={setLink} />}
      {link && <LinkDialog link={link} onClose={() => setLink(null)} />}
    </Page>
  )
}
