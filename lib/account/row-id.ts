const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether a text that a request brought can be a row's id. The database answers any other with a fault, not with no row. */
export function isRowId(text: string): boolean {
  return shape.test(text)
}
