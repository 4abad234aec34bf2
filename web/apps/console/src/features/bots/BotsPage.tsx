import type { Bot as BotShape } from '@attendance/api'
import { Badge, Button, Empty, Switch, Table, Td, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bot, Plus } from 'lucide-react'
import { useState } from 'react'
import { useFormats } from '@/app/formats'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { botsQuery, changeBot } from './api'
import { NewBotDialog } from './parts/NewBotDialog'

/** Who answers first. */
export function BotsPage() {
  const { t } = useLingui()
  const mayManage = may(useMe(), 'bots.manage')
  const query = useQuery(botsQuery)
  const [isCreating, setIsCreating] = useState(false)
  const create = mayManage && (
    <Button look="primary" icon={<Plus size={15} />} onClick={() => setIsCreating(true)}>
      {t`Criar bot`}
    </Button>
  )
  return (
    <Page
      title={t`Bots`}
      description={t`Um bot responde primeiro, e chama uma pessoa quando é preciso.`}
      actions={create}
    >
      <Loaded query={query}>
        {(bots) =>
          bots.length === 0 ? (
            <Empty icon={<Bot size={18} />} title={t`Nenhum bot ainda`} action={create}>
              {t`Comece com um script de dez linhas: ele já cumprimenta, pergunta e transfere.`}
            </Empty>
          ) : (
            <BotTable bots={bots} mayManage={mayManage} />
          )
        }
      </Loaded>
      {isCreating && <NewBotDialog onClose={() => setIsCreating(false)} />}
    </Page>
  )
}

function BotTable({ bots, mayManage }: { bots: readonly BotShape[]; mayManage: boolean }) {
  const { t } = useLingui()
  const { moment } = useFormats()
  return (
    <Table label={t`Bots`}>
      <thead>
        <tr>
          <Th>{t`Bot`}</Th>
          <Th>{t`Publicado`}</Th>
          <Th className="max-md:hidden">{t`Última mudança`}</Th>
          <Th className="text-right">{t`Ativo`}</Th>
        </tr>
      </thead>
      <tbody>
        {bots.map((bot) => (
          <tr key={bot.id} className="relative hover:bg-hover">
            <Td className="min-w-32 py-2">
              <Link
                to="/configuracoes/bots/$id"
                params={{ id: bot.id }}
                className="font-medium wrap-anywhere after:absolute after:inset-0"
              >
                {bot.name}
              </Link>
            </Td>
            <Td className="whitespace-nowrap">
              {bot.version === null ? (
                <Badge tone="warn">{t`Só rascunho`}</Badge>
              ) : (
                <Badge tone="ok">{t`Versão ${bot.version}`}</Badge>
              )}
            </Td>
            <Td className="whitespace-nowrap text-mute max-md:hidden">{moment(bot.updated_at)}</Td>
            <Td className="text-right">
              <Activity bot={bot} mayManage={mayManage} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Activity({ bot, mayManage }: { bot: BotShape; mayManage: boolean }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (isActive: boolean) => changeBot(bot.id, { is_active: isActive }),
    onError: showProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ['bots'] }),
  })
  return (
    // Above the link that covers the row.
    <span className="relative z-10 inline-flex">
      <Switch
        label={t`${bot.name} ativo`}
        isOn={isPending ? variables : bot.is_active}
        isDisabled={!mayManage}
        onChange={mutate}
      />
    </span>
  )
}
