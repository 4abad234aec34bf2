/** What went wrong, in words of the reader's language, saying what to do next. */
import { ProblemError, Unreachable } from '@attendance/api'
import { plural, t } from '@lingui/core/macro'

export function problemText(problem: unknown): string {
  if (problem instanceof Unreachable) return t`Sem resposta do servidor. Confira sua conexão e tente de novo.`
  if (problem instanceof ProblemError) return wordsFor(problem) ?? problem.message
  return t`Algo deu errado aqui. Recarregue a página e tente de novo.`
}

/** Words of ours for the codes that people meet; null leaves the server's sentence. */
function wordsFor(problem: ProblemError): string | null {
  return (
    aboutAccess(problem) ??
    aboutConversations(problem) ??
    aboutMessages(problem) ??
    aboutTickets(problem) ??
    aboutDeals(problem) ??
    aboutContacts(problem) ??
    aboutReports(problem) ??
    aboutSettings(problem) ??
    aboutBots(problem) ??
    inGeneral(problem)
  )
}

function aboutReports({ code }: ProblemError): string | null {
  switch (code) {
    case 'report_too_slow':
      return t`Este relatório demora demais. Escolha um período menor, ou filtre.`
    case 'reports_busy':
      return t`Outros relatórios estão sendo feitos. Tente de novo daqui a pouco.`
    case 'report_not_yours':
      return t`Este relatório é de outra pessoa. Salve uma cópia sua para mudar.`
    case 'no_mailbox':
      return t`Relatórios saem de uma caixa de e-mail da empresa. Conecte uma em Configurações, Canais.`
    case 'too_many_schedules':
      return t`Este relatório já tem 20 envios. Apague um antes.`
    default:
      return null
  }
}

function aboutContacts({ code, facts }: ProblemError): string | null {
  const [name, number] = [String(facts.name ?? ''), String(facts.customer_id ?? '')]
  const [label, inbox] = [String(facts.label ?? ''), String(facts.inbox ?? '')]
  switch (code) {
    case 'contact_exists':
      return t`${name} já tem este telefone ou e-mail.`
    case 'customer_id_taken':
      return t`Outro contato já tem o código ${number}.`
    case 'contact_field_invalid':
      return t`O campo ${label} não aceita este valor.`
    case 'contacts_open_in_both':
      return t`Os dois têm uma conversa aberta em ${inbox}. Resolva uma delas antes.`
    case 'contact_merged_later':
      return t`Este contato foi juntado de novo depois. Desfaça primeiro a última vez.`
    case 'company_exists':
      return t`Já existe uma empresa chamada ${name}.`
    case 'segment_not_yours':
      return t`Este segmento é de outra pessoa. Salve um seu.`
    case 'import_not_waiting':
      return t`Esta importação já começou, terminou ou foi parada.`
    default:
      return null
  }
}

function aboutDeals({ code, facts }: ProblemError): string | null {
  const stage = String(facts.stage ?? '')
  switch (code) {
    case 'deal_moved':
      return t`Alguém já moveu este negócio para ${stage}. Confira antes de mover de novo.`
    case 'stage_in_use':
      return t`Ainda há negócios em ${stage}. Mova-os antes.`
    default:
      return null
  }
}

function aboutAccess({ code, facts, retryAfterSeconds }: ProblemError): string | null {
  switch (code) {
    case 'not_authenticated':
      return t`Sua sessão terminou. Entre de novo.`
    case 'wrong_password':
      return t`E-mail ou senha incorretos.`
    case 'link_spent':
      return t`Este link já foi usado ou venceu. Peça outro a quem o enviou.`
    case 'sign_in_locked':
    case 'too_many_requests': {
      const minutes = Math.ceil((Number(facts.retry_after_seconds) || (retryAfterSeconds ?? 60)) / 60)
      return t`Muitas tentativas. Tente de novo em ${minutes} min.`
    }
    case 'address_taken':
      return t`Este endereço já é de alguém. Remova-o lá antes.`
    case 'csrf_refused':
      return t`Você entrou de novo em outra aba. Recarregue esta página.`
    case 'not_allowed':
    case 'permission_missing':
      return t`Seu papel não permite isso. Peça a um administrador.`
    default:
      return null
  }
}

function aboutConversations({ code, facts }: ProblemError): string | null {
  const name = String(facts.name ?? '')
  switch (code) {
    case 'already_taken':
      return facts.by
        ? t`${String(facts.by)} já assumiu esta conversa.`
        : t`Outra pessoa já assumiu esta conversa.`
    case 'window_closed':
      return t`A janela de resposta fechou. Envie um modelo, onde o canal tem, ou espere o cliente escrever.`
    case 'opted_out':
      return t`O cliente pediu para não receber isto. Você pode responder quando ele escrever.`
    case 'template_not_approved':
      return t`O modelo ${name} não está aprovado agora. Escolha outro.`
    case 'template_invalid':
      return t`O modelo não aceita estes valores. Confira os campos.`
    case 'conversation_closed':
      return t`Esta conversa está encerrada. Reabra para escrever.`
    case 'not_assigned_to_you':
      return t`Aceite a conversa antes de responder ao cliente.`
    case 'owner_changed':
    case 'move_not_possible':
      return t`A conversa mudou enquanto isso. Confira e tente de novo.`
    case 'card_moved':
      return t`Alguém já moveu este cartão. Confira onde ele está agora.`
    case 'card_has_no_queue':
      return t`Esta conversa não veio por uma fila, então não pode voltar a esperar. Transfira para uma fila.`
    case 'attendant_offline':
      return t`${name} está offline. Escolha outra pessoa ou uma fila.`
    case 'attendant_at_capacity': {
      const load = Number(facts.load)
      return t`${name} já tem ${load} conversas, que é o limite. Resolva uma antes ou escolha uma fila.`
    }
    case 'not_yours_to_give':
      return t`Você pode transferir as suas conversas. Um supervisor pode atribuir qualquer uma.`
    case 'not_retryable':
      return t`Esta mensagem não pode ser enviada de novo.`
    case 'queue_inactive':
      return t`A fila ${name} está pausada. Escolha outra ou ative-a.`
    default:
      return null
  }
}

function aboutMessages({ code, facts }: ProblemError): string | null {
  switch (code) {
    case 'change_not_supported':
      return t`Este canal não permite isso.`
    case 'reaction_not_supported':
      return t`Este canal só aceita estas reações: ${String(facts.emoji)}`
    case 'not_your_message':
      return t`Só quem escreveu a mensagem, ou um supervisor, pode mudá-la.`
    case 'too_late_to_change':
      return t`Tarde demais: este canal só permite isso até ${Number(facts.hours)} horas depois do envio.`
    case 'not_changeable':
      return t`Esta mensagem não pode mais ser mudada.`
    case 'too_many_files':
      return t`São arquivos demais para uma mensagem deste canal.`
    case 'file_kind_not_taken':
      return t`Este canal não leva este tipo de arquivo.`
    case 'file_type_not_taken':
      return t`Este canal não aceita este formato de arquivo.`
    case 'file_too_large':
      return t`O arquivo é grande demais para este canal.`
    case 'file_not_usable':
      return t`Um dos arquivos não está mais disponível. Anexe de novo.`
    case 'file_refused':
      return t`O arquivo não foi aceito: o conteúdo não é o que o nome diz, ou o tipo não é permitido.`
    default:
      return null
  }
}

function aboutTickets({ code, facts }: ProblemError): string | null {
  switch (code) {
    case 'ticket_move_not_possible':
      return t`O ticket não pode mudar para este status agora. Alguém pode tê-lo mudado.`
    case 'ticket_merged':
      return t`Este ticket foi juntado a outro. Continue lá, ou separe de novo.`
    case 'ticket_not_merged':
      return t`Este ticket já foi separado.`
    case 'ticket_field_invalid':
      return t`O campo ${String(facts.label)} não aceita este valor: ${String(facts.expected)}`
    case 'already_undone':
      return t`Isso já foi desfeito.`
    case 'ticket_view_not_yours':
      return t`Esta lista é de outra pessoa. Salve uma sua.`
    default:
      return null
  }
}

function aboutSettings({ code, facts }: ProblemError): string | null {
  const name = String(facts.name ?? '')
  switch (code) {
    case 'email_taken':
      return t`Já existe um usuário com este e-mail.`
    case 'last_owner':
      return t`Este é o último proprietário ativo. Nomeie outro antes.`
    case 'cant_grant':
      return t`Só um proprietário pode criar, mudar ou desativar um proprietário.`
    case 'queue_name_taken':
      return t`Já existe uma fila chamada ${name}.`
    case 'queue_not_empty':
      return plural(Number(facts.count), {
        one: '# conversa espera nesta fila. Atenda ou transfira antes, ou pause a fila.',
        other: '# conversas esperam nesta fila. Atenda ou transfira antes, ou pause a fila.',
      })
    case 'already_member':
      return t`Esta pessoa já atende esta fila.`
    case 'inbox_in_use':
      return t`Este canal já tem conversas. Pause-o: o histórico continua legível.`
    default:
      return null
  }
}

function aboutBots({ code, facts }: ProblemError): string | null {
  const path = String(facts.path ?? '')
  switch (code) {
    case 'bot_name_taken':
      return t`Já existe um bot com este nome.`
    case 'file_exists':
      return t`Já existe ${path}.`
    case 'file_changed':
      return t`${path} mudou enquanto isso. Abra de novo e repita.`
    case 'path_refused':
      return t`${path} não pode fazer parte de um bot. Vale: config.csv, attendant.csv, *.bas, README.md e documentos em kb/.`
    case 'bundle_refused':
      return t`${path} não foi aceito: o conteúdo não é o que o nome diz, ou são arquivos demais.`
    default:
      return null
  }
}

function inGeneral({ code }: ProblemError): string | null {
  switch (code) {
    case 'not_found':
      return t`Isso não existe mais ou não está visível para você.`
    case 'conflict':
      return t`Alguém mudou isso enquanto você olhava. Confira e tente de novo.`
    case 'too_large':
      return t`Isso é grande demais para enviar.`
    case 'internal_error':
      return t`Algo falhou no servidor. Tente de novo; se continuar, avise quem cuida do sistema.`
    default:
      return null
  }
}
