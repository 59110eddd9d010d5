'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef } from 'react'
import { checkPicture, type PictureFault } from '@/components/fields/check-picture'
import { drawnForField, type FormState, initialFormState } from '@/lib/form-state'
import { useDrawnFor } from './drawn-for'
import { FormMessage } from './form-message'
import { FormStateContext } from './form-state-context'
import type { UnansweredWords } from './keeping-action'
import { OffersContext } from './offers-context'

interface Upload {
  /** Where the form goes: to script it answers with the form's state, else it leads back to the page. */
  address: string
  /** The field of the picture, and the sentences for one that is refused before upload. */
  field: string
  faults: Readonly<Record<PictureFault, string>>
  words: UnansweredWords
}

interface UploadFormProps extends Upload {
  children: ReactNode
  /** Ways out to show beside a fault, by its code. */
  offers: Readonly<Record<string, ReactNode>>
  /** What the last success announced has been undone since: it is not shown any more. */
  isOver?: boolean
  /** Where to start: what a browser without script was answered, or any state in the gallery. */
  state?: FormState | undefined
}

/** A form with a picture, which is too large for an action. Works with and without script. */
export function UploadForm({ children, offers, isOver = false, state: first, ...given }: UploadFormProps) {
  const upload = { ...given, address: useAddressedBy(given.address) }
  const form = useRef<HTMLFormElement>(null)
  const { refresh } = useRouter()
  const [state, send] = useActionState(async ({ attempt }: FormState, data: FormData) => {
    const answer = await sendTo(upload, data)
    // Still within the action: the page with the new picture and the answer are seen together.
    if (answer.status === 'done') refresh()
    return { ...answer, attempt: attempt + 1 }
  }, first ?? initialFormState)

  useEffect(() => {
    if (state.attempt === 0) return
    if (state.status === 'done') form.current?.reset()
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-form-message]')?.focus()
  }, [state])

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    startTransition(() => send(data))
  }

  return (
    <FormStateContext value={state}>
      <form
        ref={form}
        action={upload.address}
        method="post"
        encType="multipart/form-data"
        onSubmit={submit}
        noValidate
        className="grid gap-5"
      >
        <OffersContext value={offers}>
          {!(isOver && state.status === 'done') && <FormMessage />}
        </OffersContext>
        {children}
      </form>
    </FormStateContext>
  )
}

/** The address, with whom the form was drawn for: that is asked before the file is read. */
function useAddressedBy(address: string): string {
  const drawnFor = useDrawnFor()
  return drawnFor === null ? address : `${address}?${new URLSearchParams({ [drawnForField]: drawnFor })}`
}

async function sendTo({ address, field, faults, words }: Upload, data: FormData): Promise<FormState> {
  const refused = (fault: PictureFault): FormState => ({
    ...initialFormState,
    status: 'fault',
    faults: { [field]: faults[fault] },
  })
  const file = data.get(field)
  // Without a choice the browser sends an empty file.
  const fault = file instanceof File && file.size > 0 ? await checkPicture(file) : null
  if (fault) return refused(fault)
  const unanswered = (message: string): FormState => ({ ...initialFormState, status: 'fault', message })
  const headers = { accept: 'application/json' }
  const answer = await fetch(address, { method: 'POST', body: data, headers }).catch(() => null)
  if (!answer) return unanswered(words.unreachable)
  // A proxy in front may take less than we do.
  if (answer.status === 413) return refused('picture_too_large')
  return await answer.json().catch(() => unanswered(words.broken))
}
