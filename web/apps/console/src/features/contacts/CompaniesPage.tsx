import type { CompanyDetail } from '@attendance/api'
import { Button, Dialog, Empty, Field, IconButton, Input, Table, Td, Textarea, Th } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Building2, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Confirm } from '@/app/Confirm'
import { may } from '@/app/permissions'
import { useMe } from '@/app/session'
import { Loaded } from '@/app/shell/Loaded'
import { Page } from '@/app/shell/Page'
import { useDebounced } from '@/app/useDebounced'
import { attempt, changeCompany, companiesQuery, makeCompany, removeCompany } from './api'

type Open = { kind: 'edit' | 'remove'; company: CompanyDetail } | { kind: 'new' } | null

/** Companies that customers belong to. */
export function CompaniesPage() {
  const { t } = useLingui()
  const me = useMe()
  const client = useQueryClient()
  const [words, setWords] = useState('')
  const [open, setOpen] = useState<Open>(null)
  const query = useQuery(companiesQuery(useDebounced(words.trim(), 250)))
  const mayWrite = may(me, 'contacts.write')
  const refresh = () => client.invalidateQueries({ queryKey: ['contact-companies'] })
  const close = () => setOpen(null)
  return (
    <Page
      back={{ to: '/contatos', search: {} }}
      title={t`Empresas`}
      actions={
        mayWrite && (
          <Button
            look="primary"
            icon={<Plus size={15} />}
            onClick={() => setOpen({ kind: 'new' })}
          >{t`Nova empresa`}</Button>
        )
      }
    >
      <Input
        type="search"
        aria-label={t`Procurar empresas`}
        placeholder={t`Nome da empresa`}
        className="mb-3 w-72 max-sm:w-full"
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={<Building2 size={18} />} title={t`Nenhuma empresa aqui`}>
              {t`Escreva a empresa num contato e ela aparece aqui.`}
            </Empty>
          ) : (
            <Table label={t`Empresas`}>
              <thead>
                <tr>
                  <Th>{t`Empresa`}</Th>
                  <Th>{t`Site`}</Th>
                  <Th>{t`Telefone`}</Th>
                  <Th>{t`Contatos`}</Th>
                  <Th />
                </tr>
              </thead>
              <tbody>
                {items.map((company) => (
                  <tr key={company.id}>
                    <Td className="font-medium wrap-anywhere">{company.name}</Td>
                    <Td className="text-mute wrap-anywhere">{company.domain}</Td>
                    <Td className="text-mute">{company.phone}</Td>
                    <Td>
                      <Link
                        to="/contatos"
                        search={{ company: company.id }}
                        className="text-brand-text tabular-nums"
                      >
                        {company.contacts}
                      </Link>
                    </Td>
                    <Td className="w-20 text-right whitespace-nowrap">
                      {mayWrite && (
                        <IconButton
                          label={t`Editar ${company.name}`}
                          icon={<Pencil size={14} />}
                          onClick={() => setOpen({ kind: 'edit', company })}
                        />
                      )}
                      {may(me, 'contacts.manage') && (
                        <IconButton
                          label={t`Excluir ${company.name}`}
                          icon={<Trash2 size={14} />}
                          onClick={() => setOpen({ kind: 'remove', company })}
                        />
                      )}
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )
        }
      </Loaded>
      {open?.kind === 'new' && <CompanyDialog onDone={refresh} onClose={close} />}
      {open?.kind === 'edit' && <CompanyDialog company={open.company} onDone={refresh} onClose={close} />}
      {open?.kind === 'remove' && (
        <Confirm
          title={t`Excluir ${open.company.name}?`}
          action={t`Excluir`}
          onClose={close}
          onConfirm={() => void attempt(() => removeCompany(open.company.id)).then(refresh)}
        >
          {t`Os contatos e os negócios dela ficam, sem empresa.`}
        </Confirm>
      )}
    </Page>
  )
}

interface CompanyDialogProps {
  company?: CompanyDetail
  onDone: () => Promise<void>
  onClose: () => void
}

function CompanyDialog({ company, onDone, onClose }: CompanyDialogProps) {
  const { t } = useLingui()
  const [facts, setFacts] = useState({
    name: company?.name ?? '',
    domain: company?.domain ?? '',
    phone: company?.phone ?? '',
    notes: company?.notes ?? '',
  })
  const field = (name: 'name' | 'domain' | 'phone', label: string) => (
    <Field label={label}>
      {(ids) => (
        <Input
          {...ids}
          autoFocus={name === 'name'}
          maxLength={name === 'phone' ? 40 : 200}
          value={facts[name]}
          onChange={({ target }) => setFacts({ ...facts, [name]: target.value })}
        />
      )}
    </Field>
  )
  async function save() {
    const { name, domain, phone, notes } = facts
    const patch = { name: name.trim(), domain: domain || null, phone: phone || null, notes: notes || null }
    const isDone = await attempt(async () => {
      const { id } = company ?? (await makeCompany(patch.name))
      await changeCompany(id, patch)
      await onDone()
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={company ? company.name : t`Nova empresa`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <Button look="primary" disabled={!facts.name.trim()} onClick={() => void save()}>{t`Salvar`}</Button>
      }
    >
      <div className="space-y-3">
        {field('name', t`Nome da empresa`)}
        {field('domain', t`Site`)}
        {field('phone', t`Telefone`)}
        <Field label={t`Anotações`}>
          {(ids) => (
            <Textarea
              {...ids}
              maxLength={5000}
              value={facts.notes}
              onChange={({ target }) => setFacts({ ...facts, notes: target.value })}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
