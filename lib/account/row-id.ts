import { randomUUID } from 'node:crypto'

const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Check ids from requests first: for a malformed one the database throws instead of finding no row. */
export function isRowId(text: string): boolean {
  return shape.test(text)
}

/** UUID version 7 (RFC 9562), ordered by time, as Prisma creates it; for rows inserted with SQL. */
export function newRowId(): string {
  const millis = Date.now().toString(16).padStart(12, '0')
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7${randomUUID().slice(15)}`
}
