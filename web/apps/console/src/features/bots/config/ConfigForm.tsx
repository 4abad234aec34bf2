import type { Bot, BotFinding } from '@attendance/api'
import { Button, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Plus } from 'lucide-react'
import { useId, useState, type FormEvent, type ReactNode } from 'react'
import { folded } from '@/app/fold'
import { readConfig, valuesOf, withCell } from './cells'
import { ConfigRow } from './ConfigRow'
import { KNOWN, SECTIONS } from './keys'

interface ConfigFormProps {
  bot: Bot
  text: string
  findings: readonly BotFinding[]
  onChange: ((text: string) => void) | undefined
}

/** config.csv as a form. Every change is a change of the text: comments, order and foreign rows stay. */
export function ConfigForm({ bot, text, findings, onChange }: ConfigFormProps) {
  const { t, i18n } = useLingui()
  const [wanted, setWanted] = useState('')
  const example = '${empresa}'
  const values = valuesOf(text, KNOWN)
  const problems = problemsOf(text, findings)
  const change =
    onChange && ((key: string, value: string | null) => onChange(withCell(text, key, value, KNOWN)))
  const row = { bot, values, problems, onChange: change }
  const own = [...values.keys()].filter((name) => !KNOWN.has(name))
  return (
    <div className="h-full overflow-y-auto bg-canvas p-4">
      <div className="mx-auto max-w-3xl">
        <Input
          aria-label={t`Procurar`}
          placeholder={t`Procurar uma configuração`}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          className="mb-4"
        />
        <Box title={t`Parâmetros dos scripts`} hint={t`Um script lê param-empresa como ${example}.`}>
          {own.map((name) => (
            <ConfigRow key={name} name={name} {...row} />
          ))}
          {change && <NewParameter taken={values} onAdd={(name) => change(`param-${name}`, '')} />}
        </Box>
        {SECTIONS.map(({ title, keys }) => {
          const shown = keys.filter(({ name, label }) =>
            folded(`${i18n._(title)} ${i18n._(label)} ${name}`).includes(folded(wanted.trim())),
          )
          if (shown.length === 0) return null
          return (
            <Box key={i18n._(title)} title={i18n._(title)}>
              {shown.map((known) => (
                <ConfigRow key={known.name} name={known.name} known={known} {...row} />
              ))}
            </Box>
          )
        })}
      </div>
    </div>
  )
}

function Box({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mb-4 rounded-xl border border-line bg-panel">
      <header className="border-b border-line px-4 py-2.5">
        <h3 className="font-semibold">{title}</h3>
        {hint && <p className="text-xs text-mute">{hint}</p>}
      </header>
      <div className="divide-y divide-line">{children}</div>
    </section>
  )
}

function NewParameter({
  taken,
  onAdd,
}: {
  taken: ReadonlyMap<string, string>
  onAdd: (name: string) => void
}) {
  const { t } = useLingui()
  const formId = useId()
  const [name, setName] = useState('')
  const plain = folded(name.trim())
    .replace(/^param-/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  const isTaken = taken.has(`param-${plain}`)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!plain || isTaken) return
    onAdd(plain)
    setName('')
  }
  return (
    <form id={formId} onSubmit={submit} className="flex items-end gap-2 px-4 py-3">
      <Field
        label={t`Novo parâmetro`}
        error={isTaken && t`Este parâmetro já existe.`}
        hint={plain && plain !== name.trim() ? `param-${plain}` : undefined}
        className="flex-1"
      >
        {(ids) => (
          <Input
            {...ids}
            value={name}
            onChange={(event) => setName(event.target.value)}
            placeholder={t`telefone-da-loja`}
          />
        )}
      </Field>
      <Button type="submit" icon={<Plus size={14} />} disabled={!plain || isTaken}>{t`Adicionar`}</Button>
    </form>
  )
}

/** What is wrong with each key, by the line where its row begins. */
function problemsOf(text: string, findings: readonly BotFinding[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { name, start, end } of readConfig(text).cells) {
    const first = text.slice(0, start).split('\n').length
    const last = text.slice(0, Math.max(start, end - 1)).split('\n').length
    const about = findings.find(({ line }) => line >= first && line <= last)
    if (about && !found.has(name)) found.set(name, about.message)
  }
  return found
}
