import type { RatingSettings } from '@attendance/api'
import { Button, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { toast } from 'sonner'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page, Section } from '@/app/shell/Page'
import { showProblem } from '@/app/showProblem'
import { queuesQuery } from '@/features/queues/api'
import { ratingSettingsQuery, saveRatingSettings } from './api'
import { RatingForm } from './parts/RatingForm'

/** When customers are asked what they think, and in which words. */
export function RatingSettingsPage() {
  const { t } = useLingui()
  const query = useQuery(ratingSettingsQuery)
  return (
    <Page
      title={t`Avaliações`}
      description={t`Depois do atendimento, o cliente dá uma nota de 0 a 10 e pode contar o motivo, no mesmo canal.`}
      isNarrow
    >
      <Loaded query={query}>{({ settings }) => <Edit start={settings} />}</Loaded>
    </Page>
  )
}

function Edit({ start }: { start: readonly RatingSettings[] }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const isReadOnly = !may(useMe(), 'company.manage')
  const { data: queues = [] } = useQuery(queuesQuery)
  const [wanted, setWanted] = useState(start)
  const { mutate, isPending } = useMutation({
    mutationFn: () => saveRatingSettings({ settings: [...wanted] }),
    onSuccess: (saved) => {
      client.setQueryData(ratingSettingsQuery.queryKey, saved)
      setWanted(saved.settings)
      toast.success(t`Avaliações salvas`)
    },
    onError: showProblem,
  })
  const [company] = wanted
  if (!company) return null
  const put = (changed: RatingSettings) =>
    setWanted((before) => before.map((one) => (one.queue_id === changed.queue_id ? changed : one)))
  const choose = (queueId: string, how: string) =>
    setWanted((before) => {
      const others = before.filter((one) => one.queue_id !== queueId)
      return how === 'own' ? [...others, { ...company, queue_id: queueId }] : others
    })
  function submit(event: FormEvent) {
    event.preventDefault()
    mutate()
  }
  return (
    <form onSubmit={submit}>
      <fieldset disabled={isReadOnly}>
        <Section title={t`Toda a empresa`} description={t`Vale para as filas que não têm regras próprias.`}>
          <RatingForm value={company} onChange={put} />
        </Section>
        {queues.map(({ id, name }) => {
          const own = wanted.find((one) => one.queue_id === id)
          return (
            <Section
              key={id}
              title={name}
              actions={
                <Select
                  aria-label={t`Regras da fila ${name}`}
                  className="w-auto"
                  value={own ? 'own' : 'company'}
                  onChange={({ target }) => choose(id, target.value)}
                >
                  <option value="company">{t`Como toda a empresa`}</option>
                  <option value="own">{t`Regras próprias`}</option>
                </Select>
              }
            >
              {own ? (
                <RatingForm value={own} onChange={put} />
              ) : (
                <p className="text-mute">
                  {company.is_on ? t`O cliente é perguntado.` : t`O cliente não é perguntado.`}
                </p>
              )}
            </Section>
          )
        })}
        {!isReadOnly && (
          <div className="sticky bottom-0 flex justify-end bg-canvas py-3">
            <Button type="submit" look="primary" disabled={isPending || wanted === start}>{t`Salvar`}</Button>
          </div>
        )}
      </fieldset>
    </form>
  )
}
