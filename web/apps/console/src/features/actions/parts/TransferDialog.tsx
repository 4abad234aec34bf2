import { Button, Dialog, Field, Input, Segmented, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { Subject } from '../perform'
import { useActions } from '../useActions'
import { AttendantChoices, QueueChoices, type Target } from './TransferChoices'

/** To a person or to a queue, with a note for whoever goes on. */
export function TransferDialog({ conversation, onClose }: { conversation: Subject; onClose: () => void }) {
  const { t } = useLingui()
  const { transfer } = useActions(conversation)
  const [kind, setKind] = useState<'attendant' | 'queue'>('attendant')
  const [target, setTarget] = useState<Target | null>(null)
  const [wanted, setWanted] = useState('')
  const [note, setNote] = useState('')

  function submit() {
    if (!target) return
    const to = kind === 'queue' ? { queue_id: target.id } : { attendant_id: target.id }
    void transfer({ ...to, note: note.trim() || null }, target.name)
    onClose()
  }

  const choices = { conversation, wanted, chosen: target?.id ?? null, onChoose: setTarget }
  return (
    <Dialog
      title={t`Transferir conversa`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button look="primary" disabled={!target} onClick={submit}>
            {target ? t`Transferir para ${target.name}` : t`Transferir`}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <div className="flex flex-wrap gap-2">
          <Segmented
            label={t`Transferir para`}
            value={kind}
            onChange={(next) => {
              setKind(next)
              setTarget(null)
            }}
            options={[
              { value: 'attendant', label: t`Pessoa` },
              { value: 'queue', label: t`Fila` },
            ]}
          />
          <Input
            autoFocus
            aria-label={t`Procurar`}
            placeholder={t`Procurar`}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            className="min-w-40 flex-1"
          />
        </div>
        {kind === 'attendant' ? <AttendantChoices {...choices} /> : <QueueChoices {...choices} />}
        <Field label={t`Nota para quem continuar (opcional)`} hint={t`Só a equipe vê.`}>
          {(ids) => (
            <Textarea
              {...ids}
              value={note}
              maxLength={4000}
              onChange={(event) => setNote(event.target.value)}
              className="border-note-line bg-note text-note-ink focus:border-note-ink"
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
