import { Field, Input } from '@attendance/ui'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { pointOf } from '../pasting'
import { PlaceCard } from './PlaceCard'
import { ShareDialog } from './ShareDialog'

interface SharePlaceProps {
  conversationId: string
  onClose: () => void
}

/** Where something is: pasted from any map, with the name that the customer reads. */
export function SharePlace({ conversationId, onClose }: SharePlaceProps) {
  const { t } = useLingui()
  const [pasted, setPasted] = useState('')
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [isTried, setIsTried] = useState(false)
  const point = pointOf(pasted)
  const told = { name: name.trim(), address: address.trim() }
  return (
    <ShareDialog
      conversationId={conversationId}
      title={t`Enviar localização`}
      shared={point && { location: { ...point, ...told }, contacts: [] }}
      onTry={() => setIsTried(true)}
      onClose={onClose}
    >
      <Field
        label={t`Coordenadas ou link do mapa`}
        hint={t`Cole o link completo do Google Maps ou do OpenStreetMap, ou algo como -23.55, -46.63`}
        error={isTried && !point ? t`Não encontramos um ponto no mapa neste texto.` : undefined}
      >
        {(ids) => (
          <Input {...ids} autoFocus value={pasted} onChange={(event) => setPasted(event.target.value)} />
        )}
      </Field>
      <Field label={t`Nome do lugar (opcional)`}>
        {(ids) => (
          <Input {...ids} maxLength={200} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label={t`Endereço (opcional)`}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={500}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        )}
      </Field>
      {point && (
        <div className="px-1">
          <PlaceCard place={{ ...point, name: told.name || null, address: told.address || null }} />
        </div>
      )}
    </ShareDialog>
  )
}
