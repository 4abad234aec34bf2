import type { MessageTemplate } from '@attendance/api'
import { Badge, Empty, Failed, Select, SkeletonRows } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Command as Cmdk } from 'cmdk'
import { LayoutTemplate } from 'lucide-react'
import { useState } from 'react'
import { problemText } from '@/app/problems'
import { templatesQuery } from '../api'
import { languagesOf, matching } from '../filling'
import { useCategoryName } from '../useCategoryName'

interface TemplateListProps {
  inboxId: string
  onChoose: (template: MessageTemplate) => void
}

/** The approved templates, found by typing. */
export function TemplateList({ inboxId, onChoose }: TemplateListProps) {
  const { t } = useLingui()
  const { data: templates, error, refetch } = useQuery(templatesQuery(inboxId))
  const [typed, setTyped] = useState('')
  const [language, setLanguage] = useState<string | null>(null)
  const categoryName = useCategoryName()
  if (error) {
    return (
      <Failed
        title={t`Os modelos não carregaram`}
        detail={problemText(error)}
        retryLabel={t`Tentar de novo`}
        onRetry={() => void refetch()}
      />
    )
  }
  if (!templates) return <SkeletonRows count={4} label={t`Carregando`} />
  const languages = languagesOf(templates)
  if (languages.length === 0) return <NoTemplates />
  const found = matching(templates, typed, language)
  return (
    <Cmdk label={t`Modelos`} loop shouldFilter={false}>
      <div className="mb-2 flex gap-2">
        <Cmdk.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          placeholder={t`Buscar pelo nome ou pelo texto`}
          className="h-8 min-w-0 flex-1 rounded-md border border-line-strong bg-panel px-2.5 outline-none focus:border-brand max-md:text-base"
        />
        {languages.length > 1 && (
          <Select
            aria-label={t`Idioma`}
            className="w-auto"
            value={language ?? ''}
            onChange={(event) => setLanguage(event.target.value || null)}
          >
            <option value="">{t`Todos os idiomas`}</option>
            {languages.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        )}
      </div>
      <Cmdk.List className="space-y-1">
        <Cmdk.Empty className="py-6 text-center text-mute">{t`Nenhum modelo com essas palavras.`}</Cmdk.Empty>
        {found.map((template) => (
          <Cmdk.Item
            key={template.id}
            value={template.id}
            onSelect={() => onChoose(template)}
            className="cursor-default rounded-lg border border-line px-3 py-2 data-[selected=true]:border-brand data-[selected=true]:bg-raised"
          >
            <span className="flex flex-wrap items-center gap-2">
              <span className="min-w-0 truncate font-medium">{template.name}</span>
              <Badge>{categoryName(template.category)}</Badge>
              <span className="ml-auto text-xs text-mute">{template.language}</span>
            </span>
            <span className="mt-0.5 line-clamp-2 block text-mute">{template.preview}</span>
          </Cmdk.Item>
        ))}
      </Cmdk.List>
    </Cmdk>
  )
}

function NoTemplates() {
  const { t } = useLingui()
  return (
    <Empty icon={<LayoutTemplate size={18} />} title={t`Nenhum modelo aprovado`}>
      {t`Modelos são criados e aprovados no Gerenciador do WhatsApp. Os aprovados aparecem aqui em até uma hora.`}
    </Empty>
  )
}
