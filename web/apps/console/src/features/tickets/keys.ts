/** Names of the company's own fields as scripts and the API write them. */
import { folded } from '@/app/fold'

/** A key for this label that nobody has yet: `Nota fiscal` → `nota_fiscal`. */
export function keyFor(label: string, taken: ReadonlySet<string>): string {
  const words = folded(label)
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
  const base = (words || 'campo').slice(0, 40)
  let key = base
  for (let count = 2; taken.has(key); count += 1) key = `${base}_${count}`
  return key
}
