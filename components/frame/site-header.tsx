import { Mark } from './mark'

/** Logo, name, and a line that ends like a key. */
export function SiteHeader({ skip }: { skip: string }) {
  return (
    <header className="mx-auto w-full max-w-page px-5 pt-5 md:px-8 md:pt-7">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-1 focus:rounded-field focus:bg-card focus:px-4 focus:py-2"
      >
        {skip}
      </a>
      <div className="flex items-center gap-4 md:gap-6">
        <a href="/" className="flex min-h-11 items-center gap-3 rounded-field text-ink">
          <Mark className="h-8 w-10 text-accent" />
          <span className="font-display text-section font-bold tracking-tight">Latchkey</span>
        </a>
        <KeyBlade />
      </div>
    </header>
  )
}

function KeyBlade() {
  return (
    <div className="flex min-w-0 grow items-center text-line">
      <div className="h-0.5 grow bg-line" />
      <svg
        aria-hidden="true"
        width="96"
        height="16"
        viewBox="0 0 96 16"
        className="h-4 w-24 shrink-0"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
      >
        <path d="M0 8h14l5 5h8l6-8h7l5 6h9l5-8h8l6 9h6l6-4h11" strokeLinejoin="round" />
      </svg>
    </div>
  )
}
