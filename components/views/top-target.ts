const base = '<base target="_top">'

/** A mail's markup whose links open in the whole window instead of the frame that shows it. */
export function withTopTarget(html: string): string {
  const head = /<head(\s[^>]*)?>/i.exec(html)
  if (!head) return base + html
  const end = head.index + head[0].length
  return html.slice(0, end) + base + html.slice(end)
}
