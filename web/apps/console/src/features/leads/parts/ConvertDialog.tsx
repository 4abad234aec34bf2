import type { Lead } from '@attendance/api'
import { Button, Checkbox, Dialog, Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { showProblem } from '@/app/showProblem'
import { amountOf } from '@/features/deals/amounts'
import { refreshDeals } from '@/features/deals/api'
import { convertLead, refreshLeads } from '../api'

/** A lead becomes a customer, with a deal if wanted. Whoever has its phone already is that customer. */
export function ConvertDialog({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [hasDeal, setHasDeal] = useState(true)
  const [deal, setDeal] = useState({ name: lead.name, value: '' })
  const [isSending, setIsSending] = useState(false)
  const value = amountOf(deal.value)
  const isReady = !hasDeal || (deal.name.trim() !== '' && value !== null)

  async function send() {
    if (!isReady || isSending) return
    setIsSending(true)
    try {
      const made = await convertLead(lead.id, {
        deal: hasDeal ? { name: deal.name, value: value ?? '0' } : null,
      })
      const { name } = lead
      void refreshLeads(client)
      void refreshDeals(client)
      const { deal_id: dealId } = made
      const said = made.is_new_contact
        ? t`${name} agora é cliente`
        : t`${name} já era cliente: juntamos os dados`
      toast.success(
        said,
        dealId
          ? {
              action: {
                label: t`Ver negócio`,
                onClick: () => void navigate({ to: '/negocios', search: { deal: dealId } }),
              },
            }
          : {},
      )
      onClose()
    } catch (problem) {
      showProblem(problem)
      setIsSending(false)
    }
  }

  return (
    <Dialog
      title={t`Virar cliente`}
      description={lead.name}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button look="primary" disabled={!isReady || isSending} onClick={() => void send()}>
            {t`Virar cliente`}
          </Button>
        </>
      }
    >
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Checkbox isChecked={hasDeal} onChange={setHasDeal} label={t`Criar um negócio`} />
        {hasDeal && (
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={t`Nome do negócio`}>
              {(ids) => (
                <Input
                  {...ids}
                  maxLength={200}
                  value={deal.name}
                  onChange={(event) => setDeal({ ...deal, name: event.target.value })}
                />
              )}
            </Field>
            <Field label={t`Valor`} error={value === null && t`Escreva um valor, como 1500,50.`}>
              {(ids) => (
                <Input
                  {...ids}
                  inputMode="decimal"
                  value={deal.value}
                  onChange={(event) => setDeal({ ...deal, value: event.target.value })}
                />
              )}
            </Field>
          </div>
        )}
        <button type="submit" hidden aria-label={t`Virar cliente`} />
      </form>
    </Dialog>
  )
}
