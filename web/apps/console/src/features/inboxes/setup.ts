/** How each channel is connected, step by step, in the vendor's own words for its buttons. */
import { t } from '@lingui/core/macro'

export interface Step {
  text: string
  /** What this step takes from here. */
  copies?: 'webhook' | 'embed'
  link?: string
}

/** What one needs before one begins, in a line. */
export function needsOf(channel: string): string {
  switch (channel) {
    case 'whatsapp':
      return t`Conta do WhatsApp Business na Meta e um número livre`
    case 'instagram':
      return t`Conta profissional do Instagram e um app na Meta`
    case 'messenger':
      return t`Página do Facebook e um app na Meta`
    case 'telegram':
      return t`Só um bot, criado em um minuto no @BotFather`
    case 'sms':
      return t`Conta na Twilio com um número`
    case 'email':
      return t`Uma caixa de e-mail com IMAP e SMTP`
    case 'slack':
      return t`Um app no seu workspace do Slack`
    case 'teams':
      return t`Um bot no Azure e permissão para publicar apps no Teams`
    case 'google_chat':
      return t`Um projeto no Google Cloud com a API do Chat`
    case 'webchat':
      return t`Acesso ao código do seu site`
    default:
      return t`Nada: serve para testes`
  }
}

export function stepsOf(channel: string): Step[] {
  switch (channel) {
    case 'whatsapp':
      return whatsapp()
    case 'messenger':
      return messenger()
    case 'instagram':
      return instagram()
    case 'telegram':
      return telegram()
    case 'sms':
      return sms()
    case 'email':
      return email()
    case 'slack':
      return slack()
    case 'teams':
      return teams()
    case 'google_chat':
      return googleChat()
    case 'webchat':
      return webchat()
    default:
      return []
  }
}

const whatsapp = (): Step[] => [
  {
    text: t`Em developers.facebook.com, crie um app do tipo Empresa e adicione o produto WhatsApp.`,
    link: 'https://developers.facebook.com/apps',
  },
  { text: t`Em WhatsApp, Configuração da API, copie o ID do número de telefone para cá.` },
  {
    text: t`Em Configurações do negócio, Usuários do sistema, gere um token sem vencimento com whatsapp_business_messaging e whatsapp_business_management. Cole-o em Token de acesso.`,
    link: 'https://business.facebook.com/settings/system-users',
  },
  { text: t`Em Configurações do app, Básico, copie a Chave secreta do app.` },
  {
    text: t`Em WhatsApp, Configuração, Webhook, cole este endereço e a mesma palavra de verificação que você guardou aqui. Depois assine o campo messages.`,
    copies: 'webhook',
  },
]

const messenger = (): Step[] => [
  {
    text: t`Em developers.facebook.com, crie um app do tipo Empresa e adicione o produto Messenger.`,
    link: 'https://developers.facebook.com/apps',
  },
  { text: t`Em Messenger, Configurações da API, conecte a página e gere o token de acesso da página.` },
  { text: t`Em Configurações do app, Básico, copie a Chave secreta do app.` },
  {
    text: t`Em Webhooks, cole este endereço e a palavra de verificação, e assine os campos da página citados no formulário.`,
    copies: 'webhook',
  },
  { text: t`Coloque o app em modo Ao vivo; antes disso só quem administra o app consegue escrever.` },
]

const instagram = (): Step[] => [
  { text: t`No Instagram, em Configurações, mude a conta para profissional e permita o acesso a mensagens.` },
  {
    text: t`Em developers.facebook.com, adicione o produto Instagram ao seu app e gere o token da conta.`,
    link: 'https://developers.facebook.com/apps',
  },
  { text: t`Copie as chaves secretas do app da Meta e do app do Instagram, separadas por vírgula.` },
  {
    text: t`Em Webhooks, cole este endereço e a palavra de verificação, e assine messages, messaging_seen e message_reactions.`,
    copies: 'webhook',
  },
  { text: t`Coloque o app em modo Ao vivo.` },
]

const telegram = (): Step[] => [
  {
    text: t`No Telegram, fale com @BotFather, envie /newbot e escolha nome e usuário.`,
    link: 'https://t.me/BotFather',
  },
  { text: t`Cole aqui o token que ele mostrar.` },
  {
    text: t`Em Segredo do webhook, use Gerar. Ao verificar, contamos ao Telegram o endereço e o segredo: não há mais nada a fazer lá.`,
  },
]

const sms = (): Step[] => [
  {
    text: t`No console da Twilio, copie o Account SID e o Auth token da primeira página.`,
    link: 'https://console.twilio.com',
  },
  { text: t`Compre ou escolha um número que envie SMS e escreva-o aqui com o código do país.` },
  {
    text: t`No número, em Messaging, A message comes in, cole este endereço (POST), com #rc=5&rp=all no fim.`,
    copies: 'webhook',
  },
]

const email = (): Step[] => [
  { text: t`Escolha uma caixa só para o atendimento, como contato@suaempresa.com.br.` },
  { text: t`Gmail e Zoho com verificação em duas etapas: crie uma senha de app e use-a como senha.` },
  { text: t`Microsoft 365: use OAuth 2, porque o IMAP de lá não aceita senha.` },
  { text: t`Escreva os servidores de entrada e de saída; os mais comuns estão na ajuda de cada campo.` },
]

const slack = (): Step[] => [
  {
    text: t`Em api.slack.com/apps, crie um app do zero no seu workspace.`,
    link: 'https://api.slack.com/apps',
  },
  {
    text: t`Em OAuth & Permissions, adicione os escopos citados no formulário e instale o app. Copie o token xoxb.`,
  },
  { text: t`Em Basic Information, copie o Signing secret.` },
  {
    text: t`Em Event Subscriptions e em Interactivity, ligue e cole este endereço. Assine message.im, message.channels e app_mention.`,
    copies: 'webhook',
  },
]

const teams = (): Step[] => [
  { text: t`No portal do Azure, crie um Azure Bot do tipo single-tenant.`, link: 'https://portal.azure.com' },
  {
    text: t`Copie o ID do aplicativo, o ID do diretório e, em Certificates & secrets, o valor de um segredo novo.`,
  },
  { text: t`Em Configuration, Messaging endpoint, cole este endereço.`, copies: 'webhook' },
  { text: t`Em Channels, ligue Microsoft Teams; depois publique o app do bot no Teams da empresa.` },
]

const googleChat = (): Step[] => [
  {
    text: t`No Google Cloud, ative a Google Chat API no seu projeto.`,
    link: 'https://console.cloud.google.com/apis/library/chat.googleapis.com',
  },
  { text: t`Em IAM, Contas de serviço, crie uma conta, gere uma chave JSON e cole o arquivo inteiro aqui.` },
  {
    text: t`Na configuração da API do Chat, escolha HTTP endpoint URL e cole este endereço. O público da autenticação pode ser o endereço ou o número do projeto.`,
    copies: 'webhook',
  },
  { text: t`Deixe o app visível para as pessoas da sua organização.` },
]

const webchat = (): Step[] => [
  { text: t`Escreva em Sites permitidos o endereço do seu site.` },
  { text: t`Cole esta linha antes de </body> em todas as páginas.`, copies: 'embed' },
  { text: t`Abra o site: o botão do chat aparece no canto inferior direito.` },
]

/** How a person of the team is addressed for a test. Null: nobody can be written to first. */
export function testHint(channel: string): string | null {
  switch (channel) {
    case 'whatsapp':
      return t`Seu celular com +55 e DDD. Antes, escreva dele para este número: sem isso o WhatsApp só aceita modelos.`
    case 'sms':
      return t`Seu celular com +55 e DDD.`
    case 'telegram':
      return t`O número do seu chat. Escreva antes ao bot: ele só responde a quem já falou com ele.`
    case 'email':
      return t`Seu endereço de e-mail.`
    case 'slack':
      return t`O ID de um canal ou de uma pessoa, como C0123456789.`
    case 'google_chat':
      return t`O nome do espaço, como spaces/AAAA.`
    case 'instagram':
    case 'messenger':
    case 'teams':
      return t`O identificador de quem já escreveu a esta conta nas últimas 24 horas.`
    case 'webchat':
      return null
    default:
      return t`Qualquer nome.`
  }
}
