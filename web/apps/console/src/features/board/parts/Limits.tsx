import { Button, Field, IconButton, Input, Popover } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Gauge } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { showProblem } from '@/app/showProblem'
import { changeCompany, companyQuery } from '@/features/settings/companyApi'
import { refreshBoard } from '../api'
import { useColumnNames } from '../words'

const LIMITED = ['new', 'active', 'pending'] as const
type Limited = (typeof LIMITED)[number]
type Texts = Partial<Record<Limited, string>>

/** How many cards a column should hold at most; for administrators. */
export function Limits({ now }: { now: Partial<Record<Limited, number>> }) {
  const { t } = useLingui()
  const names = useColumnNames()
  const client = useQueryClient()
  const [texts, setTexts] = useState<Texts | null>(null)
  async function save(event: FormEvent) {
    event.preventDefault()
    const limits = Object.entries(texts ?? {}).flatMap(([key, text]) =>
      Number(text) >= 1 ? [[key, Math.floor(Number(text))]] : [],
    )
    try {
      client.setQueryData(
        companyQuery.queryKey,
        await changeCompany({ kanban_limits: Object.fromEntries(limits) as Record<Limited, number> }),
      )
      await refreshBoard(client)
      setTexts(null)
    } catch (problem) {
      showProblem(problem)
    }
  }
  const asTexts = () =>
    Object.fromEntries(LIMITED.flatMap((key) => (now[key] ? [[key, String(now[key])]] : []))) as Texts
  return (
    <Popover
      label={t`Limites das colunas`}
      align="end"
      isOpen={texts !== null}
      onOpenChange={(isOpen) => setTexts(isOpen ? asTexts() : null)}
      trigger={<IconButton label={t`Limites das colunas`} icon={<Gauge size={16} />} look="plain" />}
    >
      <form onSubmit={(event) => void save(event)} className="space-y-3">
        <p className="text-xs text-pretty text-mute">
          {t`Acima do limite a coluna avisa; nada é recusado. Em branco: sem limite.`}
        </p>
        {LIMITED.map((key) => (
          <Field key={key} label={names[key]}>
            {(ids) => (
              <Input
                {...ids}
                type="number"
                min={1}
                max={10000}
                value={texts?.[key] ?? ''}
                onChange={(event) => setTexts({ ...texts, [key]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <div className="flex justify-end">
          <Button type="submit" look="primary">{t`Salvar`}</Button>
        </div>
      </form>
    </Popover>
  )
}
