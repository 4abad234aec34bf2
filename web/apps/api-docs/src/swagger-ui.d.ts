/** The part of swagger-ui-dist that we use; the package brings no types. Source: swagger.io/docs, configuration. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  export interface ApiRequest {
    url: string
    method?: string
    headers: Record<string, string>
  }

  export interface Options {
    dom_id: string
    url: string
    docExpansion?: 'list' | 'full' | 'none'
    defaultModelsExpandDepth?: number
    filter?: boolean
    tryItOutEnabled?: boolean
    validatorUrl?: string | null
    requestInterceptor?: (request: ApiRequest) => Promise<ApiRequest>
  }

  export default function SwaggerUI(options: Options): unknown
}
