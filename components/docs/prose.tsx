/** English text for developers. Text in backticks is code. */
export function Prose({ text }: { text: string }) {
  const parts = text.split('`')
  return (
    <p className="max-w-text text-soft" lang="en">
      {parts.map((part, place) =>
        place % 2 === 0 ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change.
          <code key={place} className="font-mono text-small wrap-anywhere">
            {part}
          </code>
        ),
      )}
    </p>
  )
}
