/** Who holds the telephones: made up, kept in this browser. */
import type { Person } from './api.ts'

const FIRST = ['Marina', 'Tiago', 'Larissa', 'Bruno', 'Camila', 'Diego', 'Helena', 'Igor', 'Juliana', 'Renato']
const LAST = ['Andrade', 'Barros', 'Cavalcanti', 'Duarte', 'Figueiredo', 'Moura', 'Pacheco', 'Teixeira']
const AREAS = ['11', '21', '31', '41', '51', '61', '71', '81', '85', '91']
const KEY = 'attendance-demo-person'

const one = (list: readonly string[]) => list[Math.floor(Math.random() * list.length)] ?? ''

export function somebody(): Person {
  const digits = String(Math.floor(Math.random() * 1e8)).padStart(8, '0')
  return { name: `${one(FIRST)} ${one(LAST)}`, phone: `55${one(AREAS)}9${digits}` }
}

export function remembered(): Person {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? '') as Person
    if (found.name && /^55\d{11}$/.test(found.phone)) return found
  } catch {
    // nobody yet, or somebody else's words
  }
  return remember(somebody())
}

export function remember(person: Person): Person {
  try {
    localStorage.setItem(KEY, JSON.stringify(person))
  } catch {
    // private windows keep nothing: the next visit meets somebody else
  }
  return person
}

/** +55 11 98765-4321 */
export function spelled(phone: string): string {
  return `+${phone.slice(0, 2)} ${phone.slice(2, 4)} ${phone.slice(4, 9)}-${phone.slice(9)}`
}
