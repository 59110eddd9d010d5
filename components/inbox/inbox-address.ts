interface InboxPlace {
  id?: string
  to?: string
  form?: string
}

/** The address of a place in the inbox; what is empty is left out. */
export function inboxAddress(place: InboxPlace): string {
  const query = new URLSearchParams(Object.entries(place).filter(([, value]) => value))
  return query.size === 0 ? '/inbox' : `/inbox?${query}`
}
