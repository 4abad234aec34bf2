// Fails when a text is not in the catalogues yet, or a language lacks its translation. Run from an app's folder.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'src/locales'
const source = 'pt-BR.po'
const read = () =>
  new Map(
    readdirSync(folder)
      .filter((name) => name.endsWith('.po'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

const before = read()
execFileSync('npx', ['lingui', 'extract', '--clean'], { stdio: 'ignore' })
const after = read()

const problems = []
for (const [name, text] of after) {
  if (before.get(name) !== text) problems.push(`${name} is not what the source says. Run: npm run i18n`)
  const missing = text
    .split('\n\n')
    .slice(1)
    .filter((entry) => entry.trim().endsWith('\nmsgstr ""'))
  if (name !== source && missing.length > 0)
    problems.push(`${name} lacks ${missing.length} translations:\n${missing.join('\n\n')}`)
}
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
