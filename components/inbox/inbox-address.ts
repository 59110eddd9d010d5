interface InboxQuery {
  id?: string
  to?: string
  form?: string
}

/** URL of an inbox view; empty parameters are left out. */
export function inboxAddress(query: InboxQuery): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value))
  return search.size === 0 ? '/inbox' : `/inbox?${search}`
}
