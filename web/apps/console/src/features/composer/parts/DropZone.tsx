import { useLingui } from '@lingui/react/macro'
import { Paperclip } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'

interface DropZoneProps {
  isNote: boolean
  onFiles: (files: File[]) => void
}

/** Files may be let go anywhere over the page while a conversation is open. */
export function DropZone({ isNote, onFiles }: DropZoneProps) {
  const { t } = useLingui()
  const [isOver, setIsOver] = useState(false)
  const take = useEffectEvent(onFiles)

  useEffect(() => {
    let depth = 0
    const hasFiles = (event: DragEvent) => Boolean(event.dataTransfer?.types.includes('Files'))
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth += 1
      setIsOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setIsOver(false)
    }
    const over = (event: DragEvent) => hasFiles(event) && event.preventDefault()
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth = 0
      setIsOver(false)
      take([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [])

  if (!isOver) return null
  return (
    <div className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-2xl border-2 border-dashed border-brand bg-brand-soft/90">
      <p className="flex items-center gap-2 text-lg font-medium text-brand-text">
        <Paperclip size={22} aria-hidden />
        {isNote ? t`Solte para anexar à nota` : t`Solte para enviar ao cliente`}
      </p>
    </div>
  )
}
