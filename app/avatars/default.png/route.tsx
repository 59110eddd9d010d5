import { ImageResponse } from 'next/og'

export const dynamic = 'force-static'

/** The picture of those who have none, drawn once at build time. */
export function GET(): ImageResponse {
  const person = (
    <div style={{ width: '100%', height: '100%', display: 'flex', background: '#0f6b5c' }}>
      <svg viewBox="0 0 64 64" width="256" height="256" role="img" aria-label="Person">
        <circle cx="32" cy="25" r="11" fill="#f4efe6" />
        <path d="M10 64c0-14 10-23 22-23s22 9 22 23z" fill="#f4efe6" />
      </svg>
    </div>
  )
  return new ImageResponse(person, { width: 256, height: 256 })
}
