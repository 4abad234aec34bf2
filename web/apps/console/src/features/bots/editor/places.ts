/** Places of the server (lines and columns from 1, columns count characters) in the editor's text. */
import type { BotFinding } from '@attendance/api'
import type { Text } from '@codemirror/state'

export interface Range {
  from: number
  to: number
}

/** Where a finding is underlined; at least one character, so that it can be seen. */
export function rangeOf(
  doc: Text,
  finding: Pick<BotFinding, 'line' | 'column' | 'end_line' | 'end_column'>,
): Range {
  const from = offsetAt(doc, finding.line, finding.column)
  const to = offsetAt(doc, finding.end_line, finding.end_column)
  if (to > from) return { from, to }
  const line = doc.lineAt(from)
  return from < line.to ? { from, to: from + 1 } : { from: Math.max(line.from, from - 1), to: from }
}

/** The nearest place that exists. */
export function offsetAt(doc: Text, line: number, column: number): number {
  const { from, text } = doc.line(Math.min(Math.max(line, 1), doc.lines))
  const before = [...text].slice(0, Math.max(0, column - 1)).join('')
  return from + before.length
}
