/** "Natália Ferreira da Silva" → first name and the rest. */
export function splitName(name: string): { first_name: string; last_name: string | null } {
  const [first = '', ...rest] = name.trim().split(/\s+/)
  return { first_name: first, last_name: rest.join(' ') || null }
}
