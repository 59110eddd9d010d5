/** Much longer than a ticket with anything around it. */
const longest = 400

/**
 * The ticket in a page's address. A ticket has only letters, digits, `-` and `_`. Anything else around it came with pasting
 * (a space, a line break), or a mail program made it part of the link (the dot at the end of a sentence).
 *
 * @param segment as Next gives it, with or without its `%` decoded
 */
export function ticketInAddress(segment: string): string {
  if (segment.length > longest) return ''
  return segment.replace(/^(?:%[0-9a-f]{2}|[^\w-])+/i, '').replace(/(?:%[0-9a-f]{2}|[^\w%-])+$/i, '')
}
