/** config.csv in the browser: its rows with their places, and changes that leave everything around them as it is.
 *
 * Reads as the server does (`botfiles/config_csv.py`); what is wrong with a row the server tells.
 */

/** Stands for a secret; saved again it means: unchanged. */
export const MASK = '••••••••'

const SECRET = /(-api-key|-password|-secret|-token|-slack-webhook)$/

export interface Cell {
  name: string
  value: string
  /** Of the whole record, with its end of line. */
  start: number
  end: number
  valueStart: number
  valueEnd: number
}

export interface ConfigRows {
  delimiter: ',' | ';'
  cells: Cell[]
}

export const isSecret = (name: string): boolean => SECRET.test(name)

export function readConfig(text: string): ConfigRows {
  const rows: ConfigRows = { delimiter: ',', cells: [] }
  let at = 0
  while (at < text.length) at = readRecord(text, at, rows)
  return rows
}

/** The key that a name stands for: `attendant-…` and `attendance-…` are the same. */
export function canonical(name: string, known: ReadonlySet<string>): string {
  const spellings = [
    name,
    name.replace('attendant-', 'attendance-'),
    name.replace('attendance-', 'attendant-'),
  ]
  return spellings.find((one) => known.has(one)) ?? name
}

/** The text with this key's value; null takes the row out. A key that isn't there yet gets a row at the end. */
export function withCell(
  text: string,
  key: string,
  value: string | null,
  known: ReadonlySet<string>,
): string {
  const { cells, delimiter } = readConfig(text)
  const cell = cells.find(({ name }) => canonical(name, known) === key)
  if (cell && value === null) return text.slice(0, cell.start) + text.slice(cell.end)
  if (cell) return text.slice(0, cell.valueStart) + quoted(value ?? '', delimiter) + text.slice(cell.valueEnd)
  if (value === null) return text
  const head = text.trim() ? text : `name${delimiter}value\n`
  return `${head}${head.endsWith('\n') ? '' : '\n'}${key}${delimiter}${quoted(value, delimiter)}\n`
}

/** Values by key; of two rows of one key the first counts. */
export function valuesOf(text: string, known: ReadonlySet<string>): Map<string, string> {
  const values = new Map<string, string>()
  for (const { name, value } of readConfig(text).cells) {
    const key = canonical(name, known)
    if (!values.has(key)) values.set(key, value)
  }
  return values
}

function quoted(value: string, delimiter: string): string {
  const isPlain = value === value.trim() && !value.includes('"') && !value.includes('\n')
  return isPlain && !value.includes(delimiter) ? value : `"${value.replaceAll('"', '""')}"`
}

/** Takes one record in; returns where the next one begins. */
function readRecord(text: string, start: number, rows: ConfigRows): number {
  const end = endOfLine(text, start)
  const line = text.slice(start, end).trim()
  if (!/[^,;\s]/.test(line) || /^[#[=]/.test(line)) return end + 1
  const header = /^"?name"?\s*([,;])\s*"?value"?[\s,;]*$/i.exec(line)
  if (header) {
    rows.delimiter = header[1] === ';' ? ';' : ','
    return end + 1
  }
  const comma = text.slice(start, end).indexOf(rows.delimiter)
  if (comma < 0) return end + 1
  return readRow(text, start, { comma: start + comma, end }, rows)
}

function readRow(
  text: string,
  start: number,
  line: { comma: number; end: number },
  rows: ConfigRows,
): number {
  const name = text.slice(start, line.comma).trim().replaceAll('"', '').trim().toLowerCase()
  const raw = text.slice(line.comma + 1, line.end)
  const blanks = raw.length - raw.trimStart().length
  const valueStart = Math.min(line.comma + 1 + blanks, line.end)
  const quote = text[valueStart] === '"' && valueStart < line.end ? readQuoted(text, valueStart) : null
  const value = quote ? quote.value : raw.trim()
  const valueEnd = quote ? quote.end : valueStart + value.length
  const end = Math.min(endOfLine(text, valueEnd) + 1, text.length)
  rows.cells.push({ name, value: value.trim(), start, end, valueStart, valueEnd })
  return endOfLine(text, valueEnd) + 1
}

/** Quoted cells from here to the end of the record, joined by commas. */
function readQuoted(text: string, start: number): { value: string; end: number } {
  const found = /^"((?:[^"]|"")*)"(?:[ \t]*[,;][ \t]*"((?:[^"]|"")*)")*/.exec(text.slice(start))
  if (!found) {
    const end = endOfLine(text, start)
    return { value: text.slice(start, end).replace(/^"|"$/g, ''), end }
  }
  const cells = found[0].match(/"((?:[^"]|"")*)"/g) ?? []
  const value = cells.map((cell) => cell.slice(1, -1).replaceAll('""', '"')).join(',')
  return { value, end: start + found[0].length }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
