/** An execution as steps that can be walked: each line that ran, turn after turn. */
import type { ExecutionDetail, ExecutionTurn, Message } from '@attendance/api'

export interface Step {
  turn: ExecutionTurn
  script: string
  line: number
  /** What happened at this line beside running it: keywords, prints, errors. */
  notes: Note[]
}

export interface Note {
  event: string
  text: string
}

/** A turn in which no line ran is one step too: it happened. */
export function stepsOf({ script, turns }: Pick<ExecutionDetail, 'script' | 'turns'>): Step[] {
  let current = script
  return turns.flatMap((turn) => {
    const steps: Step[] = []
    for (const [event, line, values] of turn.trace.map(readTrace)) {
      if (event === 'step') {
        current = values.script ?? current
        steps.push({ turn, script: current, line, notes: [] })
        continue
      }
      const last = steps.at(-1) ?? { turn, script: current, line, notes: [] }
      if (steps.length === 0) steps.push(last)
      last.notes.push({ event, text: Object.values(values).join(' ') })
    }
    return steps.length > 0 ? steps : [{ turn, script: current, line: turn.line, notes: [] }]
  })
}

/** The first step of the turn after or before the one at `position`. */
export function turnAt(steps: readonly Step[], position: number, way: 1 | -1): number {
  const turn = steps[position]?.turn
  if (way === 1) {
    const next = steps.findIndex((step, index) => index > position && step.turn !== turn)
    return next < 0 ? steps.length - 1 : next
  }
  const first = steps.findIndex((step) => step.turn === turn)
  if (first < position || first === 0) return Math.max(0, first)
  return steps.findIndex((step) => step.turn === steps[first - 1]?.turn)
}

export function variablesBefore(
  turns: readonly ExecutionTurn[],
  turn: ExecutionTurn,
): Record<string, string> {
  return turns[turns.indexOf(turn) - 1]?.variables ?? {}
}

/** What the bot said in this turn. The client id of its messages names execution and turn. */
export function answersOf(messages: readonly Message[], executionId: string, turn: number): Message[] {
  return messages.filter(({ client_id: id }) => id?.startsWith(`bot:${executionId}:${turn}:`))
}

function readTrace(entry: readonly unknown[]): [event: string, line: number, values: Record<string, string>] {
  const [event, line, values] = entry
  const isRecord = typeof values === 'object' && values !== null
  return [String(event), Number(line) || 0, isRecord ? (values as Record<string, string>) : {}]
}
