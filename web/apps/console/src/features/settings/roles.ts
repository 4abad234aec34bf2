import type { Role } from '@attendance/api'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

export const ROLES: readonly Role[] = ['owner', 'admin', 'supervisor', 'attendant', 'auditor']

export const ROLE_WORDS: Record<Role, { title: MessageDescriptor; hint: MessageDescriptor }> = {
  owner: { title: msg`Proprietário`, hint: msg`Pode tudo, inclusive nomear outros proprietários.` },
  admin: { title: msg`Administrador`, hint: msg`Configura canais, filas e usuários.` },
  supervisor: { title: msg`Supervisor`, hint: msg`Vê todas as conversas, atribui e cuida das filas.` },
  attendant: { title: msg`Atendente`, hint: msg`Atende as conversas das suas filas.` },
  auditor: { title: msg`Auditor`, hint: msg`Lê tudo, não muda nada.` },
}
