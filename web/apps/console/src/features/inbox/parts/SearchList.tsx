import { Empty, Failed, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { SearchX } from 'lucide-react'
import { useMemo } from 'react'
import { useLive } from '@/app/live'
import { problemText } from '@/app/problems'
import { useSearch } from '../api'
import { Rows } from './Rows'

/** What the search found, in its order, each with the words that matched. */
export function SearchList({ wanted, openId }: { wanted: string; openId: string | null }) {
  const { t } = useLingui()
  const { data, error, isPending, refetch } = useSearch(wanted)
  const byId = useLive((live) => live.state.conversations)
  const found = useMemo(() => (data ?? []).flatMap((hit) => byId[hit.id] ?? []), [data, byId])
  const snippets = useMemo(
    () => new Map((data ?? []).flatMap((hit) => (hit.snippet ? [[hit.id, hit.snippet] as const] : []))),
    [data],
  )
  if (error) {
    return (
      <Failed
        title={t`A busca não funcionou`}
        detail={problemText(error)}
        retryLabel={t`Tentar de novo`}
        onRetry={() => void refetch()}
      />
    )
  }
  if (isPending) return <SkeletonRows count={5} label={t`Buscando`} className="h-[72px] py-0" />
  if (found.length === 0) {
    return (
      <Empty icon={<SearchX size={18} />} title={t`Nada encontrado`}>
        {t`Procure por outro nome, por parte do telefone ou por uma palavra das mensagens. Acentos não importam.`}
      </Empty>
    )
  }
  return (
    <div className="min-h-0 flex-1">
      <Rows conversations={found} openId={openId} view="all" snippets={snippets} />
    </div>
  )
}
