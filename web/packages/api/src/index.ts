export * from './client'
export * from './shapes'
