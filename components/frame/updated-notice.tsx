import { Notice } from './notice'

/** Says why the form that was just sent is empty again. Without script the focus has it read aloud. */
export function UpdatedNotice({ words }: { words: string }) {
  return (
    <div className="mx-auto w-full max-w-page px-5 pt-4 md:px-8">
      <Notice tone="heed">
        {/* biome-ignore lint/a11y/noAutofocus: without script this is how it is read aloud */}
        <p tabIndex={-1} autoFocus>
          {words}
        </p>
      </Notice>
    </div>
  )
}
