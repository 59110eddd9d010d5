const maxCharacters = 400

/** Removes what pasting (spaces, line breaks) or a mail program (the dot of a sentence) added to a ticket. */
export function ticketInAddress(segment: string): string {
  if (segment.length > maxCharacters) return ''
  return segment.replace(/^(?:%[0-9a-f]{2}|[^\w-])+/i, '').replace(/(?:%[0-9a-f]{2}|[^\w%-])+$/i, '')
}
