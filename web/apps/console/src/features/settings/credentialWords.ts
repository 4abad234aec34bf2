/** Labels and helps of channels' credentials in the reader's language; what is new here is shown as the server says. */
import type { ChannelInfo } from '@attendance/api'
import { t } from '@lingui/core/macro'

type ChannelField = ChannelInfo['fields'][number]
type Words = Pick<ChannelField, 'label' | 'help'>

export function credentialWords(channel: string, field: ChannelField): Words {
  return ofChannel(channel, field.name) ?? ofAll(field.name) ?? { label: field.label, help: field.help }
}

function ofChannel(channel: string, name: string): Words | null {
  switch (`${channel} ${name}`) {
    case 'whatsapp access_token':
      return { label: t`Token de acesso`, help: t`De um usuário do sistema, que não vence.` }
    case 'instagram access_token':
      return {
        label: t`Token de acesso`,
        help: t`Do login do Instagram (começa com IG; nós o renovamos antes dos 60 dias) ou da página do Facebook ligada à conta.`,
      }
    case 'instagram app_secret':
      return {
        label: t`Chave secreta do app`,
        help: t`Do app do Instagram e do app da Meta, separadas por vírgula: qualquer um dos dois pode assinar.`,
      }
    case 'messenger access_token':
      return { label: t`Token de acesso da página`, help: t`Painel do app, Messenger, Tokens de acesso.` }
    default:
      return null
  }
}

function ofAll(name: string): Words | null {
  switch (name) {
    case 'phone_number_id':
      return {
        label: t`ID do número de telefone`,
        help: t`Gerenciador do WhatsApp, configuração da API. Não é o telefone.`,
      }
    case 'waba_id':
      return {
        label: t`ID da conta do WhatsApp Business`,
        help: t`Só se não for encontrado sozinho. Os modelos pertencem a esta conta.`,
      }
    case 'app_secret':
      return {
        label: t`Chave secreta do app`,
        help: t`Configurações do app, Básico. Duas, separadas por vírgula, durante a troca.`,
      }
    case 'verify_token':
      return {
        label: t`Palavra de verificação`,
        help: t`Invente uma e escreva a mesma no formulário de webhook da Meta.`,
      }
    case 'page_id':
      return {
        label: t`ID da página`,
        help: t`Página, Sobre. Assine messages, messaging_postbacks, message_deliveries, message_reads, message_reactions, message_edits e message_echoes.`,
      }
    case 'bot_token':
      return { label: t`Token do bot`, help: t`O BotFather o mostra quando cria o bot.` }
    case 'account_sid':
      return { label: t`Account SID`, help: t`Primeira página do console da Twilio: AC…` }
    case 'auth_token':
      return {
        label: t`Auth token`,
        help: t`Ao lado do Account SID; assina o que a Twilio envia. Dois, separados por vírgula, durante a troca.`,
      }
    case 'number':
      return {
        label: t`Número ou serviço de mensagens`,
        help: t`Com o código do país, como +5511987654321, ou o SID do serviço: MG… Na Twilio, cadastre o endereço deste canal para as mensagens recebidas, com #rc=5&rp=all no fim.`,
      }
    default:
      return null
  }
}
