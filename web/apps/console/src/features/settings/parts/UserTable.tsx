import type { CreatedLink, Role, User, UserPatch } from '@attendance/api'
import { Avatar, Button, Select, Switch, Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { api } from '@/app/client'
import { useMe } from '@/app/session'
import { showProblem } from '@/app/showProblem'
import { ROLE_WORDS, ROLES } from '../roles'
import type { SignInLink } from './LinkDialog'

interface UserTableProps {
  users: readonly User[]
  mayManage: boolean
  onLink: (link: SignInLink) => void
}

export function UserTable({ users, mayManage, onLink }: UserTableProps) {
  const { t } = useLingui()
  return (
    <Table label={t`Usuários`}>
      <thead>
        <tr>
          <Th>{t`Nome`}</Th>
          <Th>{t`Papel`}</Th>
          <Th>{t`Ativo`}</Th>
          <Th>
            <span className="sr-only">{t`Ações`}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <UserRow key={user.id} user={user} mayManage={mayManage} onLink={onLink} />
        ))}
      </tbody>
    </Table>
  )
}

function UserRow({ user, mayManage, onLink }: Omit<UserTableProps, 'users'> & { user: User }) {
  const { t, i18n } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const { mutate: change } = useMutation({
    mutationFn: (patch: UserPatch) => api.patch<User>(`/api/users/${user.id}`, patch),
    onSettled: () => client.invalidateQueries({ queryKey: ['users'] }),
    onError: showProblem,
  })
  const { mutate: makeLink } = useMutation({
    mutationFn: () => api.post<CreatedLink>(`/api/users/${user.id}/link`),
    onSuccess: ({ sign_in_link: address }) => onLink({ name: user.name, address }),
    onError: showProblem,
  })
  // Nobody locks themselves out by a slip.
  const isFixed = !mayManage || user.id === me.id
  return (
    <tr className="hover:bg-hover">
      <Td className="min-w-52 py-2 max-md:min-w-0">
        <div className="flex items-center gap-2.5">
          <Avatar name={user.name} size="sm" />
          <span className="min-w-0">
            <span className="block max-w-72 truncate font-medium max-md:max-w-28">{user.name}</span>
            <span className="block max-w-72 truncate text-xs text-mute max-md:max-w-28">{user.email}</span>
          </span>
        </div>
      </Td>
      <Td>
        {isFixed ? (
          i18n._(ROLE_WORDS[user.role].title)
        ) : (
          <Select
            aria-label={t`Papel de ${user.name}`}
            value={user.role}
            className="w-40"
            onChange={(event) => change({ role: event.target.value as Role })}
          >
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {i18n._(ROLE_WORDS[role].title)}
              </option>
            ))}
          </Select>
        )}
      </Td>
      <Td>
        <Switch
          label={t`${user.name} pode entrar`}
          isOn={user.is_active}
          isDisabled={isFixed}
          onChange={(isActive) => change({ is_active: isActive })}
        />
      </Td>
      <Td className="text-right">
        {mayManage && user.is_active && (
          <Button size="sm" look="quiet" icon={<Link2 size={14} />} onClick={() => makeLink()}>
            {t`Gerar link`}
          </Button>
        )}
      </Td>
    </tr>
  )
}
