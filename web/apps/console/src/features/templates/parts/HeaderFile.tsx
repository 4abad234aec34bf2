import type { MessageFile } from '@attendance/api'
import { Button, Field } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { Paperclip } from 'lucide-react'
import { useRef, useState } from 'react'
import { upload } from '@/features/media/uploads'
import { problemText } from '@/app/problems'

/** What the file dialog offers for each kind of header. */
const ACCEPTED: Readonly<Record<string, string>> = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4',
  document: 'application/pdf',
}

interface HeaderFileProps {
  conversationId: string
  /** image, video or document. */
  kind: string
  file: MessageFile | null
  onFile: (file: MessageFile | null) => void
  isMissing: boolean
}

/** The file that a template begins with, sent to the server as soon as it is chosen. */
export function HeaderFile({ conversationId, kind, file, onFile, isMissing }: HeaderFileProps) {
  const { t } = useLingui()
  const input = useRef<HTMLInputElement>(null)
  const [part, setPart] = useState<number | null>(null)
  const [problem, setProblem] = useState('')

  async function send(chosen: File) {
    setProblem('')
    setPart(0)
    onFile(null)
    const wanted = { conversationId, body: chosen, name: chosen.name, isVoice: false, onProgress: setPart }
    try {
      onFile(await upload(wanted).done)
    } catch (error) {
      setProblem(problemText(error))
    } finally {
      setPart(null)
    }
  }

  const percent = part === null ? 0 : Math.round(part * 100)
  return (
    <Field
      label={t`Arquivo do cabeçalho`}
      hint={file?.filename ?? t`O cliente vê este arquivo acima do texto.`}
      error={problem || (isMissing && t`Este modelo começa com um arquivo.`)}
    >
      {(ids) => (
        <div>
          <input
            {...ids}
            ref={input}
            type="file"
            accept={ACCEPTED[kind]}
            className="sr-only"
            onChange={(event) => {
              const chosen = event.target.files?.[0]
              if (chosen) void send(chosen)
              event.target.value = ''
            }}
          />
          <Button
            icon={<Paperclip size={14} />}
            disabled={part !== null}
            onClick={() => input.current?.click()}
          >
            {part !== null ? t`Enviando ${percent}%` : file ? t`Trocar o arquivo` : t`Escolher o arquivo`}
          </Button>
        </div>
      )}
    </Field>
  )
}
