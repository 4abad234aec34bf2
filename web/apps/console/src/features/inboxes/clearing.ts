/** Sending failed messages again, or taking them off the list: what came of it, in words. */
import type { Cleared } from '@attendance/api'
import { plural, t } from '@lingui/core/macro'
import { toast } from 'sonner'

export interface Clearing {
  how: 'retry' | 'dismiss'
  /** Null: all of them. */
  ids: string[] | null
}

export function showCleared({ done, kept, left }: Cleared, how: Clearing['how']): void {
  if (how === 'dismiss') {
    toast.success(plural(done, { one: '# falha dispensada', other: '# falhas dispensadas' }))
    return
  }
  const sent = plural(done, { one: '# mensagem enviada de novo.', other: '# mensagens enviadas de novo.' })
  const stayed = plural(kept, {
    one: '# ficou: a janela fechou ou a conversa já é de outra pessoa.',
    other: '# ficaram: a janela fechou ou a conversa já é de outra pessoa.',
  })
  const words = [done > 0 ? sent : '', kept > 0 ? stayed : ''].filter(Boolean).join(' ')
  const show = done > 0 ? toast.success : toast.warning
  show(words || (left > 0 ? t`Nenhuma destas pode ser enviada de novo.` : t`Não há nada para enviar.`))
}
