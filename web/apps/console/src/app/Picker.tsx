import { Command as Cmdk } from 'cmdk'
import { Check } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState, type ReactNode } from 'react'
import { folded } from './fold'

export interface Choice {
  id: string
  label: string
  hint?: ReactNode
  icon?: ReactNode
  isChosen?: boolean
}

interface PickerProps {
  title: string
  placeholder: string
  choices: readonly Choice[]
  onChoose: (id: string) => void
  onClose: () => void
  /** Stays open, for choosing several. */
  isMany?: boolean
  /** Offers what was typed as a new choice. */
  createLabel?: (typed: string) => string
  children?: ReactNode
}

/** A short list that is typed through: the same for priority, tags and snoozing. */
export function Picker({
  title,
  placeholder,
  choices,
  onChoose,
  onClose,
  isMany,
  createLabel,
  children,
}: PickerProps) {
  const [typed, setTyped] = useState('')
  const wanted = typed.trim()
  const isNew =
    createLabel && wanted && !choices.some((one) => one.label.toLowerCase() === wanted.toLowerCase())

  function choose(id: string) {
    onChoose(id)
    setTyped('')
    if (!isMany) onClose()
  }

  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[16vh] left-1/2 z-40 w-[min(420px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-xl bg-panel shadow-float"
        >
          <Dialog.Title className="px-4 pt-3 text-xs font-medium text-mute">{title}</Dialog.Title>
          <Cmdk label={title} loop filter={rank}>
            <Cmdk.Input
              autoFocus
              value={typed}
              onValueChange={setTyped}
              placeholder={placeholder}
              className="h-10 w-full border-b border-line bg-transparent px-4 text-base outline-none"
            />
            <Cmdk.List className="max-h-80 overflow-auto p-1.5">
              {choices.map(({ id, label, hint, icon, isChosen }) => (
                <Cmdk.Item
                  key={id}
                  value={id}
                  keywords={typeof hint === 'string' ? [label, hint] : [label]}
                  onSelect={() => choose(id)}
                  className="flex h-9 items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-raised"
                >
                  {icon}
                  <span className="min-w-0 flex-1 truncate">{label}</span>
                  {hint && <span className="text-xs text-mute">{hint}</span>}
                  {isChosen && <Check size={14} aria-hidden className="text-brand-text" />}
                </Cmdk.Item>
              ))}
              {isNew && (
                <Cmdk.Item
                  forceMount
                  value={`new ${wanted}`}
                  onSelect={() => choose(wanted)}
                  className="flex h-9 items-center rounded-md px-2.5 data-[selected=true]:bg-raised"
                >
                  {createLabel(wanted)}
                </Cmdk.Item>
              )}
            </Cmdk.List>
          </Cmdk>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Every word that was typed must be there; what begins with them comes first. Letters far apart are no match. */
function rank(id: string, typed: string, keywords: string[] = []): number {
  const text = folded([...keywords, id].join(' '))
  const wanted = folded(typed).trim()
  if (!wanted.split(/\s+/).every((word) => text.includes(word))) return 0
  return text.startsWith(wanted) ? 1 : 0.5
}
