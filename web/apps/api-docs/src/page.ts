/** The page /api/docs: every endpoint of this server, to read and to try as whoever is signed in to the console. */
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js'
import 'swagger-ui-dist/swagger-ui.css'
import { withCsrfToken } from './csrf.ts'

SwaggerUI({
  dom_id: '#api',
  url: '/api/openapi.json',
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  filter: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  requestInterceptor: withCsrfToken,
})
