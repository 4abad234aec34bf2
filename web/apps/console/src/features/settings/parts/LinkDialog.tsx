import { Dialog } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { CopyField } from './CopyField'

export interface SignInLink {
  name: string
  address: string
}

/** The link that lets somebody in once. */
export function LinkDialog({ link, onClose }: { link: SignInLink; onClose: () => void }) {
  const { t } = useLingui()
  return (
    <Dialog title={t`Link de entrada de ${link.name}`} closeLabel={t`Fechar`} onClose={onClose}>
      <p className="mb-3 text-mute">{t`Envie este link por um meio seguro. Ele funciona uma única vez, por 24 horas, e não será mostrado de novo.`}</p>
      <CopyField label={t`Link de entrada`} value={link.address} />
    </Dialog>
  )
}
