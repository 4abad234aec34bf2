import type { Conversation, Page, SearchHit } from '@attendance/api'
import { Button, Dialog, Field, Input, Select, Textarea } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { api } from '@/app/client'
import { showProblem } from '@/app/showProblem'
import { useDebounced } from '@/app/useDebounced'
import { openTicket, refreshTickets, ticketFieldsQuery } from '../api'
import { CATEGORIES, PRIORITIES } from '../filter'
import { useTicketWords } from '../words'
import { queryClient } from '@/app/queries'
import { OwnField } from './OwnField'

interface NewTicketDialogProps {
  /** Known where it is opened beside a conversation; otherwise it is looked for. */
  conversation?: Conversation
  onClose: () => void
}

/** What has to be done, for whom, and how soon. */
export function NewTicketDialog({ conversation, onClose }: NewTicketDialogProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { priorities, category } = useTicketWords()
  const { data: own } = useQuery(ticketFieldsQuery)
  const [about, setAbout] = useState<Conversation | null>(conversation ?? null)
  const [draft, setDraft] = useState({ subject: '', description: '', priority: '', category: '' })
  const [fields, setFields] = useState<Record<string, unknown>>({})
  const [isSending, setIsSending] = useState(false)
  const set = (name: keyof typeof draft) => (event: { target: { value: string } }) =>
    setDraft({ ...draft, [name]: event.target.value })

  async function send() {
    if (!about || !draft.subject.trim() || isSending) return
    setIsSending(true)
    try {
      const { id, number } = await openTicket({
        session_id: about.id,
        subject: draft.subject,
        description: draft.description || null,
        priority: PRIORITIES.find((one) => one === draft.priority) ?? null,
        category: draft.category || null,
        custom_fields: fields,
      })
      refreshTickets(queryClient)
      toast.success(t`Ticket ${number} aberto`, {
        action: {
          label: t`Ver`,
          onClick: () => void navigate({ to: '/tickets/$id', params: { id }, search: {} }),
        },
      })
      onClose()
    } catch (problem) {
      showProblem(problem)
      setIsSending(false)
    }
  }

  return (
    <Dialog
      title={t`Abrir ticket`}
      closeLabel={t`Fechar`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t`Cancelar`}</Button>
          <Button
            look="primary"
            disabled={!about || !draft.subject.trim() || isSending}
            onClick={() => void send()}
          >
            {t`Abrir ticket`}
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
        {conversation ? (
          <p className="text-mute">{t`Da conversa com ${conversation.contact.name}`}</p>
        ) : (
          <ConversationChoice chosen={about} onChoose={setAbout} />
        )}
        <Field label={t`Assunto`}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus={conversation !== undefined}
              maxLength={300}
              value={draft.subject}
              onChange={set('subject')}
            />
          )}
        </Field>
        <Field label={t`Descrição`}>
          {(ids) => (
            <Textarea
              {...ids}
              rows={4}
              maxLength={20_000}
              value={draft.description}
              onChange={set('description')}
            />
          )}
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t`Prioridade`}>
            {(ids) => (
              <Select {...ids} value={draft.priority} onChange={set('priority')}>
                <option value="">{t`Como na conversa`}</option>
                {PRIORITIES.map((one) => (
                  <option key={one} value={one}>
                    {priorities[one]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t`Categoria`}>
            {(ids) => (
              <Select {...ids} value={draft.category} onChange={set('category')}>
                <option value="">{t`Nenhuma`}</option>
                {CATEGORIES.map((one) => (
                  <option key={one} value={one}>
                    {category(one)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {own?.fields.map((field) => (
            <OwnField
              key={field.key}
              field={field}
              value={fields[field.key]}
              onChange={(value) => setFields({ ...fields, [field.key]: value })}
            />
          ))}
        </div>
      </form>
    </Dialog>
  )
}

function ConversationChoice({
  chosen,
  onChoose,
}: {
  chosen: Conversation | null
  onChoose: (conversation: Conversation | null) => void
}) {
  const { t } = useLingui()
  const [words, setWords] = useState('')
  const wanted = useDebounced(words.trim(), 200)
  const { data } = useQuery({
    queryKey: ['conversation-choice', wanted],
    queryFn: () =>
      api.get<Page<SearchHit>>('/api/attendance/conversations/search', { query: { q: wanted, limit: 6 } }),
    enabled: wanted.length >= 2,
    placeholderData: keepPreviousData,
  })
  if (chosen) {
    return (
      <div className="flex items-center gap-2 rounded-md bg-raised px-3 py-2">
        <span className="min-w-0 flex-1 truncate">{t`Da conversa com ${chosen.contact.name}`}</span>
        <Button size="sm" onClick={() => onChoose(null)}>{t`Trocar`}</Button>
      </div>
    )
  }
  const hits = wanted.length >= 2 ? (data?.items ?? []) : []
  return (
    <div>
      <Field
        label={t`Cliente ou conversa`}
        hint={t`Procure pelo nome, telefone ou por palavras da conversa.`}
      >
        {(ids) => (
          <Input
            {...ids}
            autoFocus
            type="search"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <ul aria-label={t`Conversas encontradas`} className="mt-1">
        {hits.map(({ conversation }) => (
          <li key={conversation.id}>
            <button
              type="button"
              className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-hover"
              onClick={() => onChoose(conversation)}
            >
              <span className="min-w-0 flex-1 truncate">
                {conversation.contact.name}
                <span className="text-mute"> · #{conversation.number}</span>
              </span>
              <span className="max-w-48 truncate text-xs text-mute">{conversation.last_message?.text}</span>
            </button>
          </li>
        ))}
      </ul>
      {wanted.length >= 2 && data && hits.length === 0 && (
        <p className="px-2 text-xs text-mute">{t`Nenhuma conversa encontrada.`}</p>
      )}
    </div>
  )
}
