'use client'

import { useEffect, useRef, useState } from 'react'
import { FormStateContext, useFormState } from '@/components/form/form-state-context'
import { PictureFrame } from '@/components/frame/picture-frame'
import type { FormState } from '@/lib/form-state'
import { pictureTypes } from '@/lib/picture-rules'
import { type ChosenPictureFault, checkPicture } from './check-picture'
import { controlLook } from './control-look'
import { FieldFrame, type FieldTexts } from './field-frame'

interface PictureFieldProps extends FieldTexts {
  picture: string
  texts: { now: string; preview: string; unsaved: string }
  faults: Readonly<Record<ChosenPictureFault, string>>
}

/** A file input next to the current picture or, with JavaScript, a preview of the chosen file. */
export function PictureField({ picture, texts, faults, ...field }: PictureFieldProps) {
  const { preview, fault, isFresh, choose, drop } = useChoice()
  const state = useFormState()
  // Errors of the previous file do not apply to this one.
  const shownState: FormState = isFresh
    ? { ...state, faults: fault ? { [field.name]: faults[fault] } : {} }
    : state
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
      <PictureFrame
        size="large"
        address={preview ?? picture}
        alt={preview ? texts.preview : texts.now}
        onError={preview ? drop : undefined}
      />
      <div className="grid min-w-0 grow basis-64 gap-1.5">
        <FormStateContext value={shownState}>
          <FieldFrame {...field} announcesFault={isFresh}>
            {(controlProps) => (
              <input
                {...controlProps}
                type="file"
                accept={pictureTypes}
                onChange={(event) => choose(event.currentTarget.files?.[0])}
                className={`${controlLook} cursor-pointer file:mr-4 file:cursor-pointer file:font-medium file:text-accent`}
              />
            )}
          </FieldFrame>
        </FormStateContext>
        <p role="status" className="text-small text-soft empty:hidden">
          {preview && texts.unsaved}
        </p>
      </div>
    </div>
  )
}

interface Choice {
  /** Object URL; null when the file is invalid. */
  url: string | null
  fault: ChosenPictureFault | null
  /** The form's `attempt` when the file was chosen. */
  attempt: number
}

function useChoice() {
  const { status, attempt } = useFormState()
  const [chosen, setChosen] = useState<Choice | null>(null)
  const last = useRef<File | undefined>(undefined)
  const url = chosen?.url

  useEffect(() => () => URL.revokeObjectURL(url ?? ''), [url])

  async function choose(file: File | undefined): Promise<void> {
    last.current = file
    const fault = file ? await checkPicture(file) : null
    // Another file may have been chosen in the meantime.
    if (last.current !== file) return
    setChosen(file ? { url: fault ? null : URL.createObjectURL(file), fault, attempt } : null)
  }

  const isFresh = chosen?.attempt === attempt
  const isSaved = status === 'done' && !isFresh
  return {
    preview: isSaved ? null : url,
    fault: chosen?.fault ?? null,
    isFresh,
    choose,
    drop: () => setChosen(null),
  }
}
