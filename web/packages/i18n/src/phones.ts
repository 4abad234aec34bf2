/** +5511988887777 → +55 11 98888-7777. Other countries' numbers are shown as they are, E.164. */
export function formatPhone(phone: string): string {
  const found = /^\+55(\d{2})(\d{4,5})(\d{4})$/.exec(phone)
  return found ? `+55 ${found[1]} ${found[2]}-${found[3]}` : phone
}
