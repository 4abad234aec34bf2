/** In how many SMS a text travels: GSM 7-bit (160, or 153 in each of several), else UCS-2 (70, or 67). */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const EXTENDED = new Set('\f^{}\\[~]|€')

export interface Segments {
  count: number
  /** How many units the text has, and how many fit in `count`. */
  used: number
  room: number
}

export function segmentsOf(text: string): Segments {
  const isPlain = [...text].every((one) => BASIC.has(one) || EXTENDED.has(one))
  const [single, joined] = isPlain ? [160, 153] : [70, 67]
  const widths = [...text].map((one) => (isPlain ? (EXTENDED.has(one) ? 2 : 1) : one.length))
  const used = widths.reduce((sum, width) => sum + width, 0)
  if (used <= single) return { count: 1, used, room: single }
  let count = 1
  let filled = 0
  for (const width of widths) {
    if (filled + width > joined) {
      count += 1
      filled = 0
    }
    filled += width
  }
  return { count, used, room: count * joined }
}
