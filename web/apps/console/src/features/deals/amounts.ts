/** A value that somebody wrote, as the server takes it: `1.500,50` and `1500.50` are the same; null: not a value. */
export function amountOf(written: string): string | null {
  const text = written.replace(/[\sR$]/g, '')
  if (text === '') return '0'
  const isComma = text.lastIndexOf(',') > text.lastIndexOf('.')
  const isGrouped = !isComma && /^\d{1,3}(\.\d{3})+$/.test(text)
  const plain = isComma || isGrouped ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '')
  return /^\d{1,12}(\.\d{1,2})?$/.test(plain) ? plain : null
}
