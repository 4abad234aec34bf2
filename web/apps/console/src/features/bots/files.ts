/** A bot's folder as people see it. What may stand where is the server's to decide. */
import type { BotFile } from '@attendance/api'

export type FileKind = BotFile['kind']

export interface Group {
  kind: 'settings' | 'scripts' | 'tests' | 'knowledge'
  files: BotFile[]
}

export const START = 'start.bas'
export const CONFIG = 'config.csv'

const GROUP_OF: Record<FileKind, Group['kind']> = {
  script: 'scripts',
  test: 'tests',
  config: 'settings',
  attendants: 'settings',
  about: 'settings',
  knowledge: 'knowledge',
}
const ORDER: readonly Group['kind'][] = ['scripts', 'tests', 'settings', 'knowledge']

/** Scripts first, the one with which conversations begin at their head. Groups without files are left out. */
export function groupsOf(files: readonly BotFile[]): Group[] {
  return ORDER.flatMap((kind) => {
    const found = files.filter((file) => GROUP_OF[file.kind] === kind)
    return found.length === 0 ? [] : [{ kind, files: found.toSorted(byPlace) }]
  })
}

function byPlace(a: BotFile, b: BotFile): number {
  const first = Number(b.path === START) - Number(a.path === START)
  return first || a.path.localeCompare(b.path)
}

/** The file to show when nobody asked for one. */
export function firstFile(files: readonly BotFile[]): string | null {
  return (files.find(({ path }) => path === START) ?? groupsOf(files)[0]?.files[0])?.path ?? null
}

export type NewFileKind = 'script' | 'test' | 'knowledge'

/** A path from what was typed: the ending that the kind needs is added, and nothing else changed. */
export function pathFor(kind: NewFileKind, typed: string): string {
  const name = typed.trim().replace(/^\/+/, '')
  if (!name) return ''
  switch (kind) {
    case 'script':
      return /\.bas$/i.test(name) ? name : `${name}.bas`
    case 'test':
      return `${name.replace(/(\.test)?\.bas$/i, '')}.test.bas`
    case 'knowledge': {
      const inside = name.startsWith('kb/') ? name : `kb/${name}`
      return /\.[a-z0-9]+$/i.test(name) ? inside : `${inside}.md`
    }
  }
}

export function isTaken(path: string, files: readonly BotFile[]): boolean {
  return files.some((file) => file.path.toLowerCase() === path.toLowerCase())
}

/** Whether a file that is uploaded is something to know rather than a part of the bot itself. */
export function isDocument(name: string): boolean {
  return !/\.(zip|bas)$|^(config|attendant)\.csv$|^README\.md$/i.test(name)
}

/** What a new file begins with. */
export function firstText(kind: NewFileKind): string {
  switch (kind) {
    case 'script':
      return '\' O que este script faz.\nTALK "Olá!"\n'
    case 'test':
      return 'teste: Cumprimenta\ncliente: oi\n...\n'
    case 'knowledge':
      return '# \n'
  }
}
