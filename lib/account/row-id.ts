import { randomUUID } from 'node:crypto'

const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether a text that a request brought can be a row's id. The database answers any other with a fault, not with no row. */
export function isRowId(text: string): boolean {
  return shape.test(text)
}

/** An id for a row that Prisma does not write itself, as it makes them: in the order of time (UUID version 7, RFC 9562). */
export function newRowId(): string {
  const millis = Date.now().toString(16).padStart(12, '0')
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7${randomUUID().slice(15)}`
}
