import { Badge } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'

interface TagEditorProps {
  tags: readonly string[]
  isEditable: boolean
  onSave: (tags: string[]) => void
}

export function TagEditor({ tags, isEditable, onSave }: TagEditorProps) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')

  function press(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== ',') return
    event.preventDefault()
    const tag = typed.trim()
    if (tag && !tags.includes(tag)) onSave([...tags, tag])
    setTyped('')
  }

  return (
    <div className="flex flex-wrap items-center gap-1">
      {tags.map((tag) => (
        <Badge key={tag} className="gap-0 pr-0.5">
          {tag}
          {isEditable && (
            <button
              type="button"
              aria-label={t`Remover ${tag}`}
              className="ml-0.5 inline-grid size-4 place-items-center rounded align-middle hover:text-ink"
              onClick={() => onSave(tags.filter((one) => one !== tag))}
            >
              <X size={11} />
            </button>
          )}
        </Badge>
      ))}
      {isEditable && (
        <input
          aria-label={t`Nova etiqueta do contato`}
          value={typed}
          placeholder={t`Adicionar`}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={press}
          className="h-6 w-20 min-w-0 flex-1 rounded border border-transparent bg-transparent px-1 text-xs outline-none hover:border-line focus:border-brand"
        />
      )}
    </div>
  )
}
