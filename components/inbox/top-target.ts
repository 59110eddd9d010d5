const base = '<base target="_top">'

/** Makes the links of a mail open in the whole window instead of its iframe. */
export function withTopTarget(html: string): string {
  const own = html.replaceAll(/ target="_blank"/gi, '')
  const head = /<head(\s[^>]*)?>/i.exec(own)
  if (!head) return base + own
  const end = head.index + head[0].length
  return own.slice(0, end) + base + own.slice(end)
}
