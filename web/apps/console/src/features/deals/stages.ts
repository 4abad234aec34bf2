/** The pipeline as it is edited. Pure. */
import type { PipelineStage, PipelineStages } from '@attendance/api'

export interface StageDraft {
  /** Of a stage that is there already; of a new one only the page knows it. */
  id: string
  key: string | null
  name: string
  /** As it is written, in percent. */
  probability: string
  kind: PipelineStage['kind']
}

export const draftsOf = (stages: readonly PipelineStage[]): StageDraft[] =>
  stages.map(({ id, key, name, probability, kind }) => ({
    id, key, name, kind, probability: String(probability),
  })) // prettier-ignore

/** The order with this one where `to` is. */
export function reordered<One extends { id: string }>(all: readonly One[], id: string, to: number): One[] {
  const one = all.find((each) => each.id === id)
  if (!one) return [...all]
  const others = all.filter((each) => each.id !== id)
  const at = Math.max(0, Math.min(to, others.length))
  return [...others.slice(0, at), one, ...others.slice(at)]
}

export type StageProblem = 'name' | 'probability'

/** What is wrong with a stage; null: nothing. */
export function problemOf({ name, probability }: StageDraft): StageProblem | null {
  if (!name.trim()) return 'name'
  const percent = percentOf(probability)
  return percent === null || percent < 0 || percent > 100 ? 'probability' : null
}

/** A pipeline needs somewhere to begin, and both ways to end. */
export const isComplete = (drafts: readonly StageDraft[]) =>
  (['open', 'won', 'lost'] as const).every((kind) => drafts.some((one) => one.kind === kind))

export const wantedOf = (drafts: readonly StageDraft[]): PipelineStages => ({
  stages: drafts.map(({ key, name, probability, kind }) => ({
    key, name: name.trim(), kind, probability: percentOf(probability) ?? 0,
  })),
}) // prettier-ignore

function percentOf(written: string): number | null {
  const text = written.trim().replace('%', '').replace(',', '.').trim()
  return /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : null
}
