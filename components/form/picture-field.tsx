'use client'

import { useEffect, useState } from 'react'
import { PictureFrame } from '@/components/frame/picture-frame'
import { controlLook } from './control-look'
import { FieldFrame, type FieldWords } from './field-frame'
import { useFormState } from './form-state-context'

interface PictureFieldProps extends FieldWords {
  /** The address of the picture as it is now. */
  picture: string
  words: { now: string; preview: string; unsaved: string }
}

/** A file to choose, beside the picture that there is; with script, beside the one that was chosen. */
export function PictureField({ picture, words, ...field }: PictureFieldProps) {
  const { preview, choose, drop } = usePreview()
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
      <PictureFrame
        size="large"
        address={preview ?? picture}
        alt={preview ? words.preview : words.now}
        onError={preview ? drop : undefined}
      />
      <div className="grid min-w-0 grow basis-64 gap-1.5">
        <FieldFrame {...field}>
          {(wiring) => (
            <input
              {...wiring}
              type="file"
              accept="image/jpeg,image/png,image/webp,image/gif"
              onChange={(event) => choose(event.currentTarget.files?.[0])}
              className={`${controlLook} cursor-pointer file:mr-4 file:cursor-pointer file:font-medium file:text-accent`}
            />
          )}
        </FieldFrame>
        <p role="status" className="text-small text-soft empty:hidden">
          {preview && words.unsaved}
        </p>
      </div>
    </div>
  )
}

/** The address under which the browser shows a chosen file, until the form around has done its work. */
function usePreview() {
  const { status, attempt } = useFormState()
  const [chosen, setChosen] = useState<{ url: string; attempt: number } | null>(null)
  const url = chosen?.url

  useEffect(() => () => URL.revokeObjectURL(url ?? ''), [url])

  const isSaved = status === 'done' && chosen?.attempt !== attempt
  return {
    preview: isSaved ? undefined : url,
    choose: (file: File | undefined) => setChosen(file ? { url: URL.createObjectURL(file), attempt } : null),
    drop: () => setChosen(null),
  }
}
