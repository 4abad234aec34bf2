import { useLingui } from '@lingui/react/macro'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Search, X } from 'lucide-react'
import { useRef } from 'react'
import { useCommands } from '@/app/commands/registry'

const route = getRouteApi('/shell/conversas')

export function SearchBox() {
  const { t } = useLingui()
  const { q = '' } = route.useSearch()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const search = (text: string) =>
    void navigate({ to: '.', search: (before) => ({ ...before, q: text || undefined }), replace: true })

  useCommands([
    {
      id: 'search',
      title: t`Buscar conversas`,
      group: 'list',
      keys: '/',
      icon: <Search size={15} />,
      run: () => input.current?.focus(),
    },
  ])

  return (
    <div className="relative mx-3 mb-2 shrink-0">
      <Search size={14} aria-hidden className="absolute top-2.5 left-2.5 text-mute" />
      <input
        ref={input}
        type="search"
        value={q}
        aria-label={t`Buscar por nome, telefone ou texto`}
        placeholder={t`Buscar nome, telefone ou texto`}
        onChange={(event) => search(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          search('')
          event.currentTarget.blur()
        }}
        className="h-8.5 w-full rounded-md border border-transparent bg-raised pr-8 pl-8 outline-none focus:border-brand focus:bg-panel [&::-webkit-search-cancel-button]:hidden"
      />
      {q && (
        <button
          type="button"
          aria-label={t`Limpar busca`}
          onClick={() => search('')}
          className="absolute top-1 right-1 grid size-6.5 place-items-center rounded text-mute hover:text-ink"
        >
          <X size={14} />
        </button>
      )}
    </div>
  )
}
