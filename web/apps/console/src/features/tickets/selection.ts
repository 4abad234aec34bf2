/** Which rows are chosen, and on which one the keys stand. Pure. */

export interface Selection {
  chosen: ReadonlySet<string>
  /** The row of the keys; null before the first key. */
  current: string | null
}

export const NOTHING: Selection = { chosen: new Set(), current: null }

/** The row above or below; the ends stay. */
export function moved(selection: Selection, ids: readonly string[], by: 1 | -1): Selection {
  const at = selection.current === null ? -1 : ids.indexOf(selection.current)
  const next = at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))
  return { ...selection, current: ids[next] ?? null }
}

/** One more or one less; with `isRange` all from the row that was touched last. */
export function toggled(
  selection: Selection,
  ids: readonly string[],
  id: string,
  isRange: boolean,
): Selection {
  const chosen = new Set(selection.chosen)
  const from = selection.current === null ? -1 : ids.indexOf(selection.current)
  const to = ids.indexOf(id)
  if (isRange && from >= 0 && to >= 0) {
    for (const one of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) chosen.add(one)
  } else if (!chosen.delete(id)) chosen.add(id)
  return { chosen, current: id }
}

/** Without rows that are gone. */
export function among(selection: Selection, ids: readonly string[]): Selection {
  const known = new Set(ids)
  const chosen = new Set([...selection.chosen].filter((id) => known.has(id)))
  const current = selection.current !== null && known.has(selection.current) ? selection.current : null
  return { chosen, current }
}
