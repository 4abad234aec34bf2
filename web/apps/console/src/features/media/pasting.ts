/** Finds the point in what people paste: coordinates, or the address of a page of a map. Pure. */

interface Point {
  latitude: number
  longitude: number
}

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)`
/** Google Maps' pin, OpenStreetMap's pin and view, `geo:` and `q=`, Google's view, and bare numbers. */
const FORMS = [
  new RegExp(`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(`mlat=${NUMBER}&mlon=${NUMBER}`),
  new RegExp(`#map=\\d+/${NUMBER}/${NUMBER}`),
  new RegExp(`(?:geo:|[?&](?:q|query|ll|destination)=)${NUMBER}(?:,|%2C)\\s*${NUMBER}`, 'i'),
  new RegExp(`/@${NUMBER},${NUMBER}`),
  new RegExp(`^\\s*\\(?${NUMBER}\\s*[,;\\s]\\s*${NUMBER}\\)?\\s*$`),
]

export function pointOf(text: string): Point | null {
  for (const form of FORMS) {
    const found = form.exec(text)
    if (!found) continue
    const [latitude, longitude] = [Number(found[1]), Number(found[2])]
    if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude }
  }
  return null
}

const PHONE = /^\+?[0-9][0-9 ().-]{5,24}$/

export function isPhone(text: string): boolean {
  return PHONE.test(text.trim())
}
