import { useLingui } from '@lingui/react/macro'
import { ExternalLink, MapPin } from 'lucide-react'
import { mapUrl, type Place } from '../places'

/** Where somebody is, as a link to a map: no map service hears of it before somebody asks. */
export function PlaceCard({ place }: { place: Place }) {
  const { t } = useLingui()
  const point = `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`
  return (
    <a
      href={mapUrl(place)}
      target="_blank"
      rel="noreferrer"
      aria-label={t`Abrir no mapa: ${place.name ?? point}`}
      className="-mx-1 flex w-72 max-w-full items-center gap-2.5 rounded-lg bg-current/8 px-2.5 py-2 hover:bg-current/14"
    >
      <MapPin size={26} strokeWidth={1.6} aria-hidden className="shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium break-words">{place.name ?? t`Localização`}</span>
        {place.address && <span className="block text-xs break-words">{place.address}</span>}
        <span className="block text-2xs tabular-nums">{point}</span>
      </span>
      <ExternalLink size={15} aria-hidden className="shrink-0 opacity-80" />
    </a>
  )
}
