import { Notice } from './notice'

/** Why the form that was just sent is empty again. Focus makes screen readers announce it without JavaScript. */
export function UpdatedNotice({ text }: { text: string }) {
  return (
    <div className="mx-auto w-full max-w-page px-5 pt-4 md:px-8">
      <Notice tone="warning">
        {/* biome-ignore lint/a11y/noAutofocus: without JavaScript this makes screen readers announce it */}
        <p tabIndex={-1} autoFocus>
          {text}
        </p>
      </Notice>
    </div>
  )
}
