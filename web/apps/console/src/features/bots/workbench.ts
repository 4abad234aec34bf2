/** The files that are being edited: saved by themselves, and never over what somebody else wrote meanwhile. */
import { ProblemError, type BotFileText } from '@attendance/api'
import { createStore, type StoreApi } from 'zustand'

export interface Doc {
  path: string
  text: string
  /** As the server has it, as far as we know. */
  saved: string
  revision: number
  isSaving: boolean
  problem: unknown
  /** What stands there now if our save came second. */
  conflict: Theirs | null
}

/** `text` null: the file is gone. */
export type Theirs = { text: string; revision: number } | { text: null; revision: null }

export type Standing = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict'

export interface Gateway {
  read: (path: string) => Promise<BotFileText>
  write: (path: string, text: string, revision: number | null) => Promise<BotFileText>
  /** The files on the server changed, by us or by somebody else. */
  onChanged: () => void
}

interface Bench {
  docs: Readonly<Record<string, Doc>>
}

export interface Workbench {
  store: StoreApi<Bench>
  /** The file as the server tells it; what is unsaved here stays. */
  opened: (file: BotFileText) => void
  edited: (path: string, text: string) => void
  save: (path: string) => Promise<void>
  saveAll: () => Promise<void>
  keepMine: (path: string) => Promise<void>
  takeTheirs: (path: string) => void
  forget: (path: string) => void
}

export function standingOf(doc: Doc): Standing {
  if (doc.conflict) return 'conflict'
  if (doc.isSaving) return 'saving'
  if (doc.text === doc.saved) return 'saved'
  return doc.problem ? 'failed' : 'unsaved'
}

export const unsavedOf = ({ docs }: Bench): Doc[] =>
  Object.values(docs).filter((doc) => doc.text !== doc.saved)

export function makeWorkbench(gateway: Gateway, saveAfterMs = 1200): Workbench {
  const store = createStore<Bench>(() => ({ docs: {} }))
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const find = (path: string): Doc | undefined => store.getState().docs[path]

  function change(path: string, part: Partial<Doc>): void {
    const doc = find(path)
    if (doc) store.setState(({ docs }) => ({ docs: { ...docs, [path]: { ...doc, ...part } } }))
  }

  function opened({ path, text, revision }: BotFileText): void {
    const doc = find(path)
    if (doc && (doc.text !== doc.saved || doc.isSaving || doc.revision >= revision)) return
    const fresh = { path, text: text ?? '', saved: text ?? '', revision }
    store.setState(({ docs }) => ({
      docs: { ...docs, [path]: { ...fresh, isSaving: false, problem: null, conflict: null } },
    }))
  }

  function edited(path: string, text: string): void {
    change(path, { text, problem: null })
    saveSoon(path)
  }

  function saveSoon(path: string): void {
    clearTimeout(timers.get(path))
    timers.set(
      path,
      setTimeout(() => void save(path), saveAfterMs),
    )
  }

  async function save(path: string): Promise<void> {
    clearTimeout(timers.get(path))
    const doc = find(path)
    if (!doc || doc.isSaving || doc.conflict || doc.text === doc.saved) return
    await write(doc, doc.revision)
  }

  async function write(doc: Doc, revision: number | null): Promise<void> {
    const { path, text } = doc
    change(path, { isSaving: true, problem: null, conflict: null })
    try {
      const answer = await gateway.write(path, text, revision)
      settle(path, text, answer)
      gateway.onChanged()
    } catch (problem) {
      await refuse(path, problem)
    }
  }

  /** The server may have cleaned the text or masked a secret: that is shown unless more was typed meanwhile. */
  function settle(path: string, sent: string, answer: BotFileText): void {
    const saved = answer.text ?? ''
    const isStill = find(path)?.text === sent
    change(path, { isSaving: false, revision: answer.revision, saved, ...(isStill ? { text: saved } : {}) })
    if (!isStill) saveSoon(path)
  }

  async function refuse(path: string, problem: unknown): Promise<void> {
    const isSecond = problem instanceof ProblemError && ['file_changed', 'not_found'].includes(problem.code)
    if (!isSecond) return change(path, { isSaving: false, problem })
    gateway.onChanged()
    try {
      const { text, revision } = await gateway.read(path)
      change(path, { isSaving: false, conflict: { text: text ?? '', revision } })
    } catch (missing) {
      const isGone = missing instanceof ProblemError && missing.code === 'not_found'
      change(path, { isSaving: false, ...(isGone ? { conflict: GONE } : { problem: missing }) })
    }
  }

  async function keepMine(path: string): Promise<void> {
    const doc = find(path)
    if (doc?.conflict) await write(doc, doc.conflict.revision)
  }

  function takeTheirs(path: string): void {
    const theirs = find(path)?.conflict
    if (!theirs) return
    if (theirs.text === null) return forget(path)
    const { text, revision } = theirs
    change(path, { text, saved: text, revision, conflict: null })
  }

  function forget(path: string): void {
    clearTimeout(timers.get(path))
    store.setState(({ docs }) => ({
      docs: Object.fromEntries(Object.entries(docs).filter(([one]) => one !== path)),
    }))
  }

  async function saveAll(): Promise<void> {
    await Promise.all(unsavedOf(store.getState()).map(({ path }) => save(path)))
  }

  return { store, opened, edited, save, saveAll, keepMine, takeTheirs, forget }
}

const GONE: Theirs = { text: null, revision: null }
