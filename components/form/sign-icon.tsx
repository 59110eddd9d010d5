const looks = {
  fault: { colour: 'text-fault', path: 'M10 5.5v5.2M10 14.2v.1' },
  done: { colour: 'text-accent', path: 'm6.4 10.3 2.5 2.5 4.8-5.3' },
}

/** A round icon for failure or success. The text next to it says the same. */
export function SignIcon({ tone }: { tone: keyof typeof looks }) {
  const { colour, path } = looks[tone]
  return (
    <svg viewBox="0 0 20 20" className={`h-lh w-5 shrink-0 ${colour}`} aria-hidden="true">
      <circle cx="10" cy="10" r="8.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
