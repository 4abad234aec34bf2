import { i18n } from '@lingui/core'

// The texts in the source are Portuguese: they are shown as they stand.
i18n.loadAndActivate({ locale: 'pt-BR', messages: {} })
