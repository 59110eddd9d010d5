/** No ticket is so long, whatever stands around it. */
const longest = 400

/**
 * The ticket in a page's address. Tickets are letters, digits, `-` and `_`: what else stands around one came along with
 * pasting it, a space or a line break, or a mail program took it for a part of the link, the dot behind it say.
 *
 * @param segment as Next gives it, with or without its `%` decoded
 */
export function ticketInAddress(segment: string): string {
  if (segment.length > longest) return ''
  return segment.replace(/^(?:%[0-9a-f]{2}|[^\w-])+/i, '').replace(/(?:%[0-9a-f]{2}|[^\w%-])+$/i, '')
}
