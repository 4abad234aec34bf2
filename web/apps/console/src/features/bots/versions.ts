/** A version against the draft, by what the server tells of both: hashes of versions, and what the draft changed. */

export interface Compared {
  path: string
  isEqual: boolean
  isInVersion: boolean
  isInDraft: boolean
}

/** Files that differ come first. What the draft changed differs, as far as can be told without reading it. */
export function compared(
  version: Readonly<Record<string, string>>,
  published: Readonly<Record<string, string>>,
  { draft, changed }: { draft: readonly string[]; changed: readonly string[] },
): Compared[] {
  const inDraft = new Set(draft)
  const touched = new Set(changed)
  const paths = [...new Set([...Object.keys(version), ...draft])]
  const files = paths.map((path) => ({
    path,
    isInVersion: path in version,
    isInDraft: inDraft.has(path),
    isEqual: path in version && inDraft.has(path) && !touched.has(path) && version[path] === published[path],
  }))
  return files.toSorted((a, b) => Number(a.isEqual) - Number(b.isEqual) || a.path.localeCompare(b.path))
}
