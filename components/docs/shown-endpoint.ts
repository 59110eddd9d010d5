/** An endpoint as the reference page shows it. */
export interface ShownEndpoint {
  id: string
  method: string
  path: string
  sampleUrl: string
  summary: string
  about: string
  needs: 'bearer' | 'cookie' | 'session' | null
  request: string | null
  fields: readonly { name: string; about: string; isOptional: boolean }[]
  curl: string
  answers: readonly { name: string; status: number; body: string }[]
}
