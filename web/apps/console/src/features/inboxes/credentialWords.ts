/** Labels and helps of channels' credentials in the reader's language; what is new here is shown as the server says. */
import type { ChannelInfo } from '@attendance/api'
import { t } from '@lingui/core/macro'

type ChannelField = ChannelInfo['fields'][number]
type Words = Pick<ChannelField, 'label' | 'help'>

export function credentialWords(channel: string, field: ChannelField): Words {
  const { name } = field
  const ours = ofChannel(channel, name) ?? ofAll(name) ?? ofMail(name) ?? ofWorkplaces(name)
  return ours ?? { label: field.label, help: field.help }
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
    case 'slack bot_token':
      return {
        label: t`Token do bot (xoxb)`,
        help: t`OAuth & Permissions, depois de instalar o app. Escopos: chat:write, im:history, users:read, files:read e files:write; para canais, também channels:history, groups:history e app_mentions:read.`,
      }
    case 'teams app_secret':
      return {
        label: t`Segredo do cliente`,
        help: t`Registro do app, Certificates & secrets: o valor, não o ID dele.`,
      }
    case 'echo secret':
      return { label: t`Segredo`, help: t`Chave da assinatura das chamadas de teste.` }
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

function ofMail(name: string): Words | null {
  switch (name) {
    case 'address':
      return { label: t`Endereço de e-mail`, help: t`Clientes escrevem para ele, e as respostas saem dele.` }
    case 'password':
      return {
        label: t`Senha`,
        help: t`Gmail e Zoho com duas etapas: uma senha de app. Microsoft 365 não aceita senha: use OAuth 2. Locaweb: a senha da própria caixa.`,
      }
    case 'imap_server':
      return {
        label: t`Servidor de entrada (IMAP)`,
        help: t`Nome e porta. Gmail imap.gmail.com:993 · Microsoft 365 outlook.office365.com:993 · Locaweb email-ssl.com.br:993 · Zoho imap.zoho.com:993`,
      }
    case 'smtp_server':
      return {
        label: t`Servidor de saída (SMTP)`,
        help: t`Nome e porta. Gmail smtp.gmail.com:465 · Microsoft 365 smtp.office365.com:587 · Locaweb email-ssl.com.br:465 · Zoho smtp.zoho.com:465`,
      }
    case 'username':
      return { label: t`Usuário`, help: t`Só se não for o próprio endereço de e-mail.` }
    case 'imap_security':
      return { label: t`Proteção do IMAP`, help: t`tls (o normal), starttls ou none.` }
    case 'smtp_security':
      return { label: t`Proteção do SMTP`, help: t`tls (o normal), starttls ou none.` }
    case 'oauth_provider':
      return {
        label: t`OAuth 2: provedor`,
        help: t`google, microsoft ou microsoft:<id do diretório>. Com ele, os três campos abaixo substituem a senha.`,
      }
    case 'oauth_client_id':
      return { label: t`OAuth 2: ID do cliente`, help: t`Do app registrado lá.` }
    case 'oauth_client_secret':
      return { label: t`OAuth 2: segredo do cliente`, help: t`Do mesmo app.` }
    case 'oauth_refresh_token':
      return {
        label: t`OAuth 2: refresh token`,
        help: t`Autorizado para esta caixa, com os escopos de IMAP e SMTP.`,
      }
    default:
      return null
  }
}

function ofWorkplaces(name: string): Words | null {
  switch (name) {
    case 'secret_token':
      return {
        label: t`Segredo do webhook`,
        help: t`Uma palavra longa só de letras, números, _ e -. Ao verificar, ela e o endereço são contados ao Telegram.`,
      }
    case 'signing_secret':
      return {
        label: t`Signing secret`,
        help: t`Basic Information, App Credentials. Dois, separados por vírgula, durante a troca.`,
      }
    case 'app_id':
      return { label: t`ID do aplicativo (cliente)`, help: t`Portal do Azure, seu bot, Configuration.` }
    case 'tenant_id':
      return { label: t`ID do diretório (locatário)`, help: t`O bot precisa ser single-tenant.` }
    case 'service_url':
      return {
        label: t`Endereço do serviço`,
        help: t`Só fora da nuvem pública, como https://smba.infra.gcc.teams.microsoft.com/teams.`,
      }
    case 'service_account':
      return {
        label: t`Chave da conta de serviço`,
        help: t`Google Cloud, IAM, Contas de serviço, Chaves: o arquivo JSON inteiro. Não precisa de nenhum papel.`,
      }
    case 'project_number':
      return {
        label: t`Número do projeto`,
        help: t`Na página inicial do projeto no Google Cloud. É o público da autenticação, se não for o endereço deste canal.`,
      }
    case 'identity_secret':
      return {
        label: t`Segredo de identidade`,
        help: t`Chave dos tokens que o seu site assina para dizer quem é o visitante.`,
      }
    default:
      return null
  }
}
