import { Button, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'

/** A value to take elsewhere. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useLingui()
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setIsCopied] = useState(false)

  async function copy() {
    field.current?.select()
    // Without HTTPS there is no clipboard; then the selected text waits for Ctrl+C.
    if (!('clipboard' in navigator)) return
    await navigator.clipboard.writeText(value)
    setIsCopied(true)
    setTimeout(() => setIsCopied(false), 2000)
  }

  return (
    <div className="flex gap-2">
      <Input
        ref={field}
        readOnly
        aria-label={label}
        value={value}
        className="font-mono text-xs"
        onFocus={(event) => event.target.select()}
      />
      <Button icon={isCopied ? <Check size={14} /> : <Copy size={14} />} onClick={() => void copy()}>
        {isCopied ? t`Copiado` : t`Copiar`}
      </Button>
    </div>
  )
}
