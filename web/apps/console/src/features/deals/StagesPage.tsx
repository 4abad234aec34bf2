import type { PipelineStage } from '@attendance/api'
import { Button } from '@attendance/ui'
import { DndContext, type DragOverEvent } from '@dnd-kit/core'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { newId } from '@/app/ids'
import { Loaded } from '@/app/shell/Loaded'
import { Page, Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { refreshDeals, saveStages, stagesQuery } from './api'
import { useRowSensors } from './dragging'
import { StageRow } from './parts/StageRow'
import { draftsOf, isComplete, problemOf, reordered, wantedOf, type StageDraft } from './stages'

/** The stages that deals go through: their order, names, and how likely a deal in them is won. */
export function StagesPage() {
  const { t } = useLingui()
  const query = useQuery(stagesQuery)
  return (
    <Page
      title={t`Etapas dos negócios`}
      description={t`O caminho de um negócio até ser ganho ou perdido. A previsão multiplica cada valor pela chance da sua etapa.`}
      back={{ to: '/negocios' }}
      isNarrow
    >
      <Section
        title={t`Etapas`}
        description={t`Arraste para mudar a ordem. Uma etapa com negócios não pode ser tirada.`}
      >
        <Loaded query={query}>{(stages) => <Editor key={JSON.stringify(stages)} stages={stages} />}</Loaded>
      </Section>
    </Page>
  )
}

function Editor({ stages }: { stages: readonly PipelineStage[] }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const sensors = useRowSensors()
  const [drafts, setDrafts] = useState(() => draftsOf(stages))
  const [isSaving, setIsSaving] = useState(false)
  const isChanged = JSON.stringify(drafts) !== JSON.stringify(draftsOf(stages))
  const isRight = isComplete(drafts) && drafts.every((one) => problemOf(one) === null)
  const change = (id: string, part: Partial<StageDraft>) =>
    setDrafts((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)))
  function add() {
    const made: StageDraft = { id: newId(), key: null, name: '', probability: '50', kind: 'open' }
    const end = drafts.findIndex(({ kind }) => kind !== 'open')
    setDrafts(reordered([...drafts, made], made.id, end < 0 ? drafts.length : end))
  }
  function over({ active, over: under }: DragOverEvent) {
    if (!under || under.id === active.id) return
    setDrafts((all) => {
      const to = all.findIndex(({ id }) => id === under.id)
      return reordered(all, String(active.id), to)
    })
  }
  async function save() {
    setIsSaving(true)
    try {
      client.setQueryData(stagesQuery.queryKey, await saveStages(wantedOf(drafts)))
      toast.success(t`Etapas salvas`)
      void refreshDeals(client)
    } catch (problem) {
      showProblem(problem)
    }
    setIsSaving(false)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isRight && !isSaving) void save()
      }}
    >
      <DndContext sensors={sensors} onDragOver={over}>
        <ol aria-label={t`Etapas`} className="space-y-2">
          {drafts.map((draft, index) => (
            <StageRow
              key={draft.id}
              draft={draft}
              isFirst={index === 0}
              isLast={index === drafts.length - 1}
              onChange={(part) => change(draft.id, part)}
              onMove={(by) => setDrafts(reordered(drafts, draft.id, index + by))}
              onRemove={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))}
            />
          ))}
        </ol>
      </DndContext>
      {!isComplete(drafts) && (
        <p role="alert" className="mt-3 text-danger">
          {t`É preciso ter uma etapa em aberto, uma de ganho e uma de perda.`}
        </p>
      )}
      <div className="mt-4 flex flex-wrap justify-between gap-2">
        <Button
          icon={<Plus size={15} />}
          onClick={add}
          disabled={drafts.length >= 30}
        >{t`Nova etapa`}</Button>
        <span className="flex gap-2">
          {isChanged && <Button onClick={() => setDrafts(draftsOf(stages))}>{t`Descartar`}</Button>}
          <Button
            look="primary"
            type="submit"
            disabled={!isChanged || !isRight || isSaving}
          >{t`Salvar`}</Button>
        </span>
      </div>
    </form>
  )
}
