import type { WorkInbox } from '@attendance/api'
import { Button, channelName, Dialog, Field, Input, Segmented, Select } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { problemText } from '@/app/problems'
import { queuesQuery } from '@/features/queues/api'
import { useAttendants } from '../api'
import { addPlace, idHint, placeOf, problemOf, refreshWorkplaces, type PlaceDraft } from '../workplaces'

interface AddPlaceDialogProps {
  inboxes: readonly WorkInbox[]
  onClose: () => void
}

/** Somebody's account in a messenger, or a place that their team shares. */
export function AddPlaceDialog({ inboxes, onClose }: AddPlaceDialogProps) {
  const { t } = useLingui()
  const formId = useId()
  const client = useQueryClient()
  const { attendants } = useAttendants()
  const { data: queues = [] } = useQuery(queuesQuery)
  const [draft, setDraft] = useState<PlaceDraft>(() => emptyDraft(inboxes))
  const [isChecked, setIsChecked] = useState(false)
  const change = (part: Partial<PlaceDraft>) => setDraft((before) => ({ ...before, ...part }))
  const inbox = inboxes.find((one) => one.id === draft.inboxId)
  const problem = isChecked ? problemOf(draft) : null
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => addPlace(placeOf(draft)),
    onSuccess: async () => {
      await refreshWorkplaces(client)
      onClose()
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    if (problemOf(draft) === null) mutate()
  }

  return (
    <Dialog
      title={t`Onde a equipe atende`}
      description={t`Confira o endereço: quem escrever de lá age como essa pessoa.`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button type="submit" form={formId} look="primary" disabled={isPending}>{t`Adicionar`}</Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="space-y-4">
        <Field label={t`Canal`} error={problem === 'inbox' && t`Escolha um canal.`}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.inboxId}
              onChange={({ target }) => {
                const next = inboxes.find((one) => one.id === target.value)
                change({ inboxId: target.value, isPlace: draft.isPlace && next?.has_places === true })
              }}
            >
              {inboxes.map((one) => (
                <option key={one.id} value={one.id}>
                  {`${channelName(one.channel)} · ${one.name}`}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {inbox?.has_places && (
          <Segmented
            label={t`De quem é`}
            value={draft.isPlace ? 'place' : 'person'}
            options={[
              { value: 'person', label: t`De uma pessoa` },
              { value: 'place', label: t`De uma equipe` },
            ]}
            onChange={(value) => change({ isPlace: value === 'place' })}
          />
        )}
        {draft.isPlace ? (
          <>
            <Field
              label={t`Fila`}
              hint={t`As conversas desta fila aparecem lá, uma linha de respostas para cada.`}
            >
              {(ids) => (
                <Select
                  {...ids}
                  value={draft.queueId}
                  onChange={({ target }) => change({ queueId: target.value })}
                >
                  <option value="">{t`Todas as filas`}</option>
                  {queues.map((queue) => (
                    <option key={queue.id} value={queue.id}>
                      {queue.name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label={t`Nome`} hint={t`Como a equipe chama esse lugar, como #atendimento.`}>
              {(ids) => (
                <Input
                  {...ids}
                  value={draft.label}
                  maxLength={100}
                  onChange={({ target }) => change({ label: target.value })}
                />
              )}
            </Field>
          </>
        ) : (
          <Field label={t`Atendente`} error={problem === 'person' && t`Escolha de quem é a conta.`}>
            {(ids) => (
              <Select
                {...ids}
                value={draft.userId}
                onChange={({ target }) => change({ userId: target.value })}
              >
                <option value="">{t`Escolha`}</option>
                {attendants.map((one) => (
                  <option key={one.user_id} value={one.user_id}>
                    {one.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field
          label={t`Endereço no canal`}
          hint={inbox && idHint(inbox.channel, draft.isPlace)}
          error={problem === 'address' ? t`Escreva o endereço.` : error && problemText(error)}
        >
          {(ids) => (
            <Input
              {...ids}
              value={draft.externalId}
              maxLength={256}
              autoComplete="off"
              spellCheck={false}
              className="font-mono text-xs"
              onChange={({ target }) => change({ externalId: target.value })}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}

function emptyDraft(inboxes: readonly WorkInbox[]): PlaceDraft {
  const inboxId = inboxes[0]?.id ?? ''
  return { inboxId, isPlace: false, userId: '', queueId: '', externalId: '', label: '' }
}
