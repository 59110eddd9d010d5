/** Latchkey's logo mark: a key in the keeper of a latch. */
export function Mark({ className }: { className: string }) {
  return (
    <svg
      width="40"
      height="32"
      viewBox="0 0 40 32"
      className={className}
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <circle cx="10" cy="16" r="7" strokeWidth="3.5" />
      <path d="M17 16h19" strokeWidth="3.5" strokeLinecap="round" />
      <path d="M24.5 17v6M31 17v4" strokeWidth="3.5" strokeLinecap="round" />
      <path d="M36 7v18" strokeWidth="3.5" strokeLinecap="round" />
    </svg>
  )
}
