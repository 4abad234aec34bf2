/** "inglês 4, garantia 5" ↔ skill → level. A skill without a level has the middle one. */
const MIDDLE = 3
const MOST = 5

export function readSkills(typed: string): Record<string, number> {
  const entries = typed
    .split(/[,;]/)
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one): [string, number] => {
      const found = /^(.*\S)\s+(\d+)$/.exec(one)
      return found ? [found[1] ?? one, Math.min(MOST, Math.max(1, Number(found[2])))] : [one, MIDDLE]
    })
  return Object.fromEntries(entries)
}

export function writeSkills(skills: Readonly<Record<string, number>>): string {
  return Object.entries(skills)
    .map(([skill, level]) => `${skill} ${level}`)
    .join(', ')
}
