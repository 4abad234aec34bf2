import type { ChannelInfo } from '@attendance/api'
import { IconButton } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Paperclip } from 'lucide-react'
import { useRef } from 'react'
import { acceptedTypes } from '@/features/media/limits'

interface AttachButtonProps {
  /** Undefined for a note: anything may be kept there. */
  channel: ChannelInfo | undefined
  onFiles: (files: File[]) => void
}

export function AttachButton({ channel, onFiles }: AttachButtonProps) {
  const { t } = useLingui()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden
        accept={channel ? acceptedTypes(channel) : ''}
        className="hidden"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
      <IconButton
        label={t`Anexar arquivos`}
        icon={<Paperclip size={16} />}
        onClick={() => input.current?.click()}
      />
    </>
  )
}
