import type { Contact } from '@attendance/api'
import { formatPhone } from '@attendance/i18n'
import { Avatar, Button, Dialog, Empty, Field, Input, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { useDebounced } from '@/app/useDebounced'
import { attempt, contactQuery, foundQuery, mergeContacts, refreshContacts, undoMerge } from '../api'
import { differences, isChoice, type Compared, type Difference } from '../merging'

interface MergeDialogProps {
  /** The one that stays. */
  contact: Contact
  otherId?: string
  onClose: () => void
}

/** Choose the other one, and field by field whose value stays. It can be undone. */
export function MergeDialog({ contact, otherId, onClose }: MergeDialogProps) {
  const [chosen, setChosen] = useState(otherId ?? null)
  if (chosen === null) return <Choose contact={contact} onChoose={setChosen} onClose={onClose} />
  return <Compare contact={contact} otherId={chosen} onClose={onClose} />
}

function Choose({ contact, onChoose, onClose }: MergeDialogProps & { onChoose: (id: string) => void }) {
  const { t } = useLingui()
  const [words, setWords] = useState('')
  const { data } = useQuery(foundQuery(useDebounced(words.trim(), 200)))
  const others = (data?.items ?? []).filter(({ id }) => id !== contact.id)
  return (
    <Dialog
      title={t`Juntar ${contact.name} com outro contato`}
      description={t`As conversas, os tickets e os negócios dos dois ficam num só contato. Dá para desfazer.`}
      closeLabel={t`Fechar`}
      onClose={onClose}
    >
      <Field label={t`Procurar o outro contato`}>
        {(ids) => (
          <Input
            {...ids}
            autoFocus
            type="search"
            placeholder={t`Nome, telefone ou e-mail`}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <ul className="mt-2 divide-y divide-line">
        {others.map(({ id, name, phone, email }) => (
          <li key={id} className="flex items-center gap-2 py-2">
            <Avatar name={name} size="sm" />
            <span className="min-w-0 flex-1 truncate">
              {name} <span className="text-xs text-mute">{phone ? formatPhone(phone) : email}</span>
            </span>
            <Button
              size="sm"
              aria-label={t`Juntar com ${name}`}
              onClick={() => onChoose(id)}
            >{t`Juntar`}</Button>
          </li>
        ))}
      </ul>
      {data && others.length === 0 && (
        <Empty title={t`Ninguém encontrado`}>{t`Procure por outra palavra.`}</Empty>
      )}
    </Dialog>
  )
}

function Compare({ contact, otherId, onClose }: { contact: Contact; otherId: string; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const { data: other } = useQuery(contactQuery(otherId))
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setIsBusy] = useState(false)
  const found = other ? differences(contact, other) : []
  const choices = found.filter(isChoice)
  const added = found.filter((one) => !isChoice(one) && one.other !== null)
  const choose = (take: string, isOthers: boolean) => {
    const next = new Set(taken)
    if (isOthers) next.add(take)
    else next.delete(take)
    setTaken(next)
  }
  async function merge() {
    if (!other) return
    setIsBusy(true)
    await attempt(async () => {
      const made = await mergeContacts(contact.id, other.id, [...taken])
      await refreshContacts(client)
      toast.success(t`${other.name} agora faz parte de ${contact.name}.`, {
        action: { label: t`Desfazer`, onClick: () => void back(made.id) },
      })
      onClose()
    })
    setIsBusy(false)
  }
  async function back(mergeId: string) {
    await attempt(() => undoMerge(contact.id, mergeId))
    await refreshContacts(client)
  }
  return (
    <Dialog
      title={t`Juntar contatos`}
      description={t`Escolha o que fica onde os dois dizem coisas diferentes. Telefones, e-mails e etiquetas dos dois são mantidos.`}
      closeLabel={t`Fechar`}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button look="primary" disabled={!other || isBusy} onClick={() => void merge()}>{t`Juntar`}</Button>
        </>
      }
    >
      {!other && <SkeletonRows count={4} label={t`Carregando`} />}
      {other && (
        <>
          <p className="mb-3">{t`${other.name} passa a fazer parte de ${contact.name}.`}</p>
          {choices.map((one) => (
            <Choice key={one.take} difference={one} isOthers={taken.has(one.take)} onChoose={choose} />
          ))}
          {choices.length === 0 && (
            <p className="text-mute">{t`Nada a escolher: os dois não se contradizem.`}</p>
          )}
          {added.length > 0 && <Added differences={added} />}
        </>
      )}
    </Dialog>
  )
}

function useNames(): Record<Compared, string> {
  const { t } = useLingui()
  return {
    name: t`Nome`,
    phone: t`Telefone principal`,
    email: t`E-mail principal`,
    customer_id: t`Código do cliente`,
    company: t`Empresa`,
    owner: t`Responsável`,
    tier: t`Nível`,
    ltv: t`Total de compras`,
    status: t`Situação`,
    source: t`Origem`,
  }
}

interface ChoiceProps {
  difference: Difference
  isOthers: boolean
  onChoose: (take: string, isOthers: boolean) => void
}

function Choice({ difference, isOthers, onChoose }: ChoiceProps) {
  const names = useNames()
  const { take, field, key, own, other } = difference
  const shown = (value: string | null) => (field === 'phone' ? formatPhone(value ?? '') : value)
  const radio = (value: string | null, isOne: boolean) => (
    <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-2 rounded-lg border border-line px-2.5 py-1.5 has-checked:border-brand has-checked:bg-brand-soft">
      <input
        type="radio"
        name={take}
        className="accent-(--brand)"
        checked={isOthers === isOne}
        onChange={() => onChoose(take, isOne)}
      />
      <span className="min-w-0 truncate">{shown(value)}</span>
    </label>
  )
  return (
    <fieldset className="mb-3">
      <legend className="mb-1 text-xs font-medium">{field ? names[field] : key}</legend>
      <div className="flex gap-2 max-sm:flex-col">
        {radio(own, false)}
        {radio(other, true)}
      </div>
    </fieldset>
  )
}

function Added({ differences: found }: { differences: Difference[] }) {
  const { t } = useLingui()
  const names = useNames()
  return (
    <div className="mt-4 border-t border-line pt-3">
      <h3 className="mb-1 text-xs font-medium text-mute">{t`Também entra, porque só o outro tem`}</h3>
      <dl>
        {found.map(({ take, field, key, other }) => (
          <div key={take} className="flex gap-2">
            <dt className="w-36 shrink-0 text-mute">{field ? names[field] : key}</dt>
            <dd className="min-w-0 wrap-anywhere">{field === 'phone' ? formatPhone(other ?? '') : other}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
