/** What a card that is dropped means, and the board as it will be then. Pure. */
import type { Deal, Pipeline, PipelineColumn } from '@attendance/api'

export interface Landing {
  stage: string
  /** The deal right above; null: on top. */
  after: string | null
}

const CENTS = 100
const SEPARATOR = '/'

export const dropId = (stage: string, deal = '') => `${stage}${SEPARATOR}${deal}`

export function dropOf(id: string): { stage: string; deal: string | null } {
  const [stage = '', deal = ''] = id.split(SEPARATOR)
  return { stage, deal: deal || null }
}

/** Where a deal stands; null when the board doesn't show it. */
export function placeOf(board: Pipeline, dealId: string): { column: PipelineColumn; index: number } | null {
  for (const column of board.columns) {
    const index = column.items.findIndex(({ id }) => id === dealId)
    if (index >= 0) return { column, index }
  }
  return null
}

/** On a card it takes that card's place; below all cards it goes to the end. Null: it stays where it is. */
export function landing(board: Pipeline, dealId: string, over: string): Landing | null {
  const { stage, deal } = dropOf(over)
  const target = board.columns.find((column) => column.stage.key === stage)
  const from = placeOf(board, dealId)
  if (!target || !from || deal === dealId) return null
  const others = target.items.filter(({ id }) => id !== dealId)
  const at = deal === null ? others.length : indexIn(target, from, others, deal)
  const after = others[at - 1]?.id ?? null
  const isSame = from.column === target && (target.items[from.index - 1]?.id ?? null) === after
  return isSame ? null : { stage, after }
}

function indexIn(
  target: PipelineColumn,
  from: { column: PipelineColumn; index: number },
  others: readonly Deal[],
  deal: string,
): number {
  const index = others.findIndex(({ id }) => id === deal)
  const isDownwards = from.column === target && index >= from.index
  return isDownwards ? index + 1 : index
}

/** The board with the deal in its new place, sums and forecast included. */
export function moved(board: Pipeline, dealId: string, { stage, after }: Landing): Pipeline {
  const from = placeOf(board, dealId)
  const target = board.columns.find((column) => column.stage.key === stage)
  const deal = from?.column.items[from.index]
  if (!from || !target || !deal) return board
  const { kind, probability } = target.stage
  const arriving: Deal = { ...deal, stage, status: kind, probability }
  const columns = board.columns.map((column) => {
    const left = column === from.column ? without(column, deal) : column
    return column === target ? withDeal(left, arriving, after) : left
  })
  return { ...board, columns, ...totals(columns) }
}

function without(column: PipelineColumn, deal: Deal): PipelineColumn {
  const items = column.items.filter(({ id }) => id !== deal.id)
  return { ...column, items, deals: column.deals - 1, value: sum(column.value, deal.value, -1) }
}

function withDeal(column: PipelineColumn, deal: Deal, after: string | null): PipelineColumn {
  const at = column.items.findIndex(({ id }) => id === after) + 1
  const items = [...column.items.slice(0, at), deal, ...column.items.slice(at)]
  return { ...column, items, deals: column.deals + 1, value: sum(column.value, deal.value, 1) }
}

function totals(columns: readonly PipelineColumn[]): Pick<Pipeline, 'value' | 'forecast'> {
  const open = columns.filter(({ stage }) => stage.kind === 'open')
  const value = open.reduce((total, column) => total + cents(column.value), 0)
  const expected = open.reduce(
    (total, column) => total + (cents(column.value) * column.stage.probability) / 100,
    0,
  )
  return { value: written(value), forecast: written(Math.round(expected)) }
}

const cents = (value: string) => Math.round(Number(value) * CENTS)
const written = (value: number) => (value / CENTS).toFixed(2)
const sum = (one: string, other: string, sign: 1 | -1) => written(cents(one) + sign * cents(other))

/** The board with further deals under those that a column shows. */
export function extended(
  board: Pipeline,
  stage: string,
  more: readonly Deal[],
  cursor: string | null,
): Pipeline {
  return {
    ...board,
    columns: board.columns.map((column) => {
      if (column.stage.key !== stage) return column
      const known = new Set(column.items.map(({ id }) => id))
      const items = [...column.items, ...more.filter(({ id }) => !known.has(id))]
      return { ...column, items, next_cursor: cursor }
    }),
  }
}
