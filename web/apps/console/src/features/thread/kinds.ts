import { useLingui } from '@lingui/react/macro'

/** What a message is, in words; for kinds that have no words of their own to show. */
export function useKindNames(): (kind: string) => string {
  const { t } = useLingui()
  const names: Record<string, string> = {
    text: t`Mensagem`,
    image: t`Imagem`,
    audio: t`Áudio`,
    video: t`Vídeo`,
    document: t`Documento`,
    sticker: t`Figurinha`,
    location: t`Localização`,
    contacts: t`Contatos`,
    interactive: t`Resposta de menu`,
    reaction: t`Reação`,
  }
  return (kind) => names[kind] ?? t`Mensagem não suportada`
}
