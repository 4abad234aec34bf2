import { Button, Dialog } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { GitMerge } from 'lucide-react'
import { useState } from 'react'
import { PHONE, useMedia } from '@/app/layout'
import { DiffView } from '../editor/lazy'
import type { Doc, Workbench } from '../workbench'

/** Somebody else saved the file meanwhile: what they wrote, and whose text stays. */
export function ConflictBar({ bench, doc }: { bench: Workbench; doc: Doc }) {
  const { t } = useLingui()
  const isPhone = useMedia(PHONE)
  const [isComparing, setIsComparing] = useState(false)
  const { path, conflict } = doc
  const isGone = conflict?.text === null
  const choices = (
    <>
      <Button size="sm" onClick={() => bench.takeTheirs(path)}>
        {isGone ? t`Aceitar a exclusão` : t`Ficar com a versão salva`}
      </Button>
      <Button size="sm" look="primary" onClick={() => void bench.keepMine(path)}>
        {isGone ? t`Criar de novo com o meu texto` : t`Ficar com o meu texto`}
      </Button>
    </>
  )
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-warn-soft px-3 py-2 text-warn"
    >
      <GitMerge size={15} aria-hidden className="shrink-0" />
      <p className="min-w-56 flex-1">
        {isGone
          ? t`Este arquivo foi excluído enquanto você escrevia.`
          : t`Outra pessoa salvou este arquivo enquanto você escrevia. Nada foi perdido: escolha o que fica.`}
      </p>
      <div className="ml-auto flex flex-wrap gap-2">
        {!isGone && <Button size="sm" onClick={() => setIsComparing(true)}>{t`Comparar`}</Button>}
        {choices}
      </div>
      {isComparing && conflict && conflict.text !== null && (
        <Dialog
          title={t`O que mudou em ${path}`}
          description={t`À esquerda ou em vermelho o que está salvo; à direita ou em verde o seu texto.`}
          closeLabel={t`Fechar`}
          size="lg"
          onClose={() => setIsComparing(false)}
          footer={choices}
        >
          <DiffView path={path} before={conflict.text} after={doc.text} isUnified={isPhone} />
        </Dialog>
      )}
    </div>
  )
}
