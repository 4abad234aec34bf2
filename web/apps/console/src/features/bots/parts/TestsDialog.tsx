import type { BotTestedConversation, BotTestReport } from '@attendance/api'
import { Badge, Button, Dialog, Empty, SkeletonRows } from '@attendance/ui'
import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { FlaskConical, RotateCcw } from 'lucide-react'
import { problemText } from '@/app/problems'
import { runTests } from '../api'

interface TestsDialogProps {
  botId: string
  onOpen: (path: string, line: number) => void
  onClose: () => void
}

/** The golden conversations of the draft, played: what passed, and where the others differ. */
export function TestsDialog({ botId, onOpen, onClose }: TestsDialogProps) {
  const { t } = useLingui()
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['bots', botId, 'tests'],
    queryFn: () => runTests(botId),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  return (
    <Dialog
      title={t`Conversas de teste`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button icon={<RotateCcw size={15} />} disabled={isFetching} onClick={() => void refetch()}>
            {isFetching ? t`Testando…` : t`Testar de novo`}
          </Button>
          <Button look="primary" onClick={onClose}>{t`Fechar`}</Button>
        </>
      }
    >
      {data ? (
        <Report report={data} onOpen={onOpen} />
      ) : error ? (
        <p role="alert" className="text-danger">
          {problemText(error)}
        </p>
      ) : (
        <SkeletonRows count={4} label={t`Testando…`} />
      )}
    </Dialog>
  )
}

function Report({ report, onOpen }: { report: BotTestReport; onOpen: TestsDialogProps['onOpen'] }) {
  const { t } = useLingui()
  const failed = report.conversations.filter((one) => !one.is_passed).length
  const total = report.conversations.length
  const share = Math.round(report.share * 100)
  if (total === 0)
    return (
      <Empty icon={<FlaskConical size={18} />} title={t`Nenhuma conversa de teste`}>
        {t`Crie um arquivo que termina em .test.bas com o que o cliente diz e o que o bot precisa responder.`}
      </Empty>
    )
  return (
    <div className="space-y-3">
      <p role="status" className="text-mute">
        {failed === 0
          ? t`${plural(total, { one: '# conversa certa', other: '# conversas certas' })}`
          : t`${plural(failed, { one: '# conversa diferente', other: '# conversas diferentes' })} de ${total}`}
        {' · '}
        {t`${share}% das linhas rodaram`}
      </p>
      <ul className="space-y-2">
        {report.conversations.map((one) => (
          <Conversation key={`${one.file}:${one.line}:${one.name}`} tested={one} onOpen={onOpen} />
        ))}
      </ul>
    </div>
  )
}

interface ConversationProps {
  tested: BotTestedConversation
  onOpen: TestsDialogProps['onOpen']
}

function Conversation({ tested, onOpen }: ConversationProps) {
  const { t } = useLingui()
  return (
    <li className="rounded-md border border-line p-2.5">
      <div className="flex items-center gap-2">
        <Badge tone={tested.is_passed ? 'ok' : 'danger'}>{tested.is_passed ? t`Certa` : t`Diferente`}</Badge>
        <span className="min-w-0 flex-1 truncate" title={tested.name}>
          {tested.name}
        </span>
        <button
          type="button"
          className="shrink-0 text-mute underline-offset-2 hover:underline"
          onClick={() => onOpen(tested.file, tested.line)}
        >
          {tested.file}:{tested.line}
        </button>
      </div>
      {tested.difference.length > 0 && (
        <pre className="mt-2 overflow-x-auto whitespace-pre-wrap text-xs">{tested.difference.join('\n')}</pre>
      )}
    </li>
  )
}
