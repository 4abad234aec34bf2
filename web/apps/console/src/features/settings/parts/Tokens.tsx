import type { ApiToken, CreatedApiToken } from '@attendance/api'
import { Badge, Button, IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/app/client'
import { useFormats } from '@/app/formats'
import { Loaded } from '@/app/shell/Loaded'
import { Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { CopyField } from './CopyField'
import { NewTokenDialog } from './NewTokenDialog'

/** Keys for scripts that act in my name. */
export function Tokens() {
  const { t } = useLingui()
  const client = useQueryClient()
  const [isCreating, setIsCreating] = useState(false)
  const [created, setCreated] = useState<CreatedApiToken | null>(null)
  const query = useQuery({ queryKey: ['tokens'], queryFn: () => api.get<ApiToken[]>('/api/me/tokens') })
  const refresh = () => client.invalidateQueries({ queryKey: ['tokens'] })
  const { mutate: revoke } = useMutation({
    mutationFn: (id: string) => api.delete(`/api/me/tokens/${id}`),
    onSettled: refresh,
    onError: showProblem,
  })
  return (
    <Section
      title={t`Tokens de API`}
      description={t`Para programas que usam a API em seu nome.`}
      actions={
        <Button
          size="sm"
          icon={<KeyRound size={14} />}
          onClick={() => setIsCreating(true)}
        >{t`Criar token`}</Button>
      }
    >
      {created && (
        <div className="mb-4 space-y-2 rounded-lg border border-line bg-ok-soft p-3">
          <p className="text-ok">{t`Token ${created.token.name} criado. Copie agora: ele não será mostrado de novo.`}</p>
          <CopyField label={t`Token`} value={created.secret} />
        </div>
      )}
      <Loaded query={query}>
        {(tokens) =>
          tokens.length === 0 ? (
            <p className="text-mute">{t`Nenhum token.`}</p>
          ) : (
            <ul className="divide-y divide-line">
              {tokens.map((token) => (
                <TokenRow key={token.id} token={token} onRevoke={() => revoke(token.id)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isCreating && (
        <NewTokenDialog
          onClose={() => setIsCreating(false)}
          onCreated={(token) => {
            setCreated(token)
            void refresh()
          }}
        />
      )}
    </Section>
  )
}

function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: () => void }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  const used = token.last_used_at && moment(token.last_used_at)
  return (
    <li className="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{token.name}</p>
        <p className="text-xs text-mute">{used ? t`usado em ${used}` : t`nunca usado`}</p>
      </div>
      {token.scopes.map((scope) => (
        <Badge key={scope}>{scope}</Badge>
      ))}
      <IconButton label={t`Revogar ${token.name}`} icon={<Trash2 size={15} />} onClick={onRevoke} />
    </li>
  )
}
