import { ProblemError } from '@attendance/api'
import { Button, Dialog, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { showProblem } from '@/app/showProblem'
import { makeContact, refreshContacts } from '../api'

interface Known {
  id: string
  name: string
}

/** Name, phone, e-mail and company; the rest on the contact's own page. */
export function NewContactDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [facts, setFacts] = useState({ name: '', phone: '', email: '', company: '' })
  const [known, setKnown] = useState<Known | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isReady = Boolean(facts.name.trim() || facts.phone.trim() || facts.email.trim())
  const open = async (id: string) => {
    onClose()
    await navigate({ to: '/contatos/$id', params: { id } })
  }
  async function make(event: FormEvent | null, isMeant = false) {
    event?.preventDefault()
    setIsBusy(true)
    const kept = Object.fromEntries(Object.entries(facts).filter(([, value]) => value.trim()))
    try {
      const made = await makeContact({ ...kept, allow_duplicate: isMeant })
      void refreshContacts(client)
      await open(made.id)
    } catch (problem) {
      if (problem instanceof ProblemError && problem.code === 'contact_exists')
        setKnown({ id: String(problem.facts.contact_id), name: String(problem.facts.name) })
      else showProblem(problem)
    }
    setIsBusy(false)
  }
  const field = (name: keyof typeof facts, label: string, type = 'text') => (
    <Field label={label}>
      {(ids) => (
        <Input
          {...ids}
          type={type}
          autoFocus={name === 'name'}
          maxLength={200}
          value={facts[name]}
          onChange={({ target }) => {
            setKnown(null)
            setFacts({ ...facts, [name]: target.value })
          }}
        />
      )}
    </Field>
  )
  return (
    <Dialog
      title={t`Novo contato`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button type="submit" form="new-contact" look="primary" disabled={!isReady || isBusy}>
            {t`Criar contato`}
          </Button>
        </>
      }
    >
      <form id="new-contact" className="space-y-3" onSubmit={(event) => void make(event)}>
        {field('name', t`Nome`)}
        {field('phone', t`Telefone`, 'tel')}
        {field('email', t`E-mail`, 'email')}
        {field('company', t`Empresa`)}
      </form>
      {known && (
        <div role="alert" className="mt-4 rounded-lg border border-line bg-raised p-3">
          <p>{t`${known.name} já tem este telefone ou e-mail.`}</p>
          <div className="mt-2 flex gap-2">
            <Button size="sm" look="primary" onClick={() => void open(known.id)}>
              {t`Abrir ${known.name}`}
            </Button>
            <Button size="sm" onClick={() => void make(null, true)}>
              {t`Criar mesmo assim`}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  )
}
