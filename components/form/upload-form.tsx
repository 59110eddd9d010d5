'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef } from 'react'
import { type ChosenPictureFault, checkPicture } from '@/components/fields/check-picture'
import { drawnForField, type FormState, initialFormState } from '@/lib/form-state'
import { useDrawnFor } from './drawn-for'
import { FormMessage } from './form-message'
import { FormStateContext } from './form-state-context'
import type { ConnectionErrorTexts } from './keep-input-on-error'
import { OffersContext } from './offers-context'

interface Upload {
  /** Upload URL. To JavaScript it answers with a FormState, otherwise it redirects back to the page. */
  address: string
  /** The messages are for a file that fails the check before upload. */
  field: string
  faults: Readonly<Record<ChosenPictureFault, string>>
  errorTexts: ConnectionErrorTexts
}

interface UploadFormProps extends Upload {
  children: ReactNode
  offers: Readonly<Record<string, ReactNode>>
  isSuccessStale?: boolean
  state?: FormState | undefined
}

/** Uploads a picture, which is too large for a server action. Works with and without JavaScript. */
export function UploadForm({
  children,
  offers,
  isSuccessStale = false,
  state: initial,
  ...given
}: UploadFormProps) {
  const upload = { ...given, address: useUploadAddress(given.address) }
  const form = useRef<HTMLFormElement>(null)
  const { refresh } = useRouter()
  const [state, send] = useActionState(async ({ attempt }: FormState, data: FormData) => {
    const answer = await sendTo(upload, data)
    // So that the new picture and the message appear together.
    if (answer.status === 'done') refresh()
    return { ...answer, attempt: attempt + 1 }
  }, initial ?? initialFormState)

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
          {!(isSuccessStale && state.status === 'done') && <FormMessage />}
        </OffersContext>
        {children}
      </form>
    </FormStateContext>
  )
}

/** Adds the account that the form was rendered for: the server checks it before it reads the file. */
function useUploadAddress(address: string): string {
  const drawnFor = useDrawnFor()
  return drawnFor === null ? address : `${address}?${new URLSearchParams({ [drawnForField]: drawnFor })}`
}

async function sendTo({ address, field, faults, errorTexts }: Upload, data: FormData): Promise<FormState> {
  const rejected = (fault: ChosenPictureFault): FormState => ({
    ...initialFormState,
    status: 'fault',
    faults: { [field]: faults[fault] },
  })
  const file = data.get(field)
  // Without a chosen file the browser sends an empty one.
  const fault = file instanceof File && file.size > 0 ? await checkPicture(file) : null
  if (fault) return rejected(fault)
  const failed = (message: string): FormState => ({ ...initialFormState, status: 'fault', message })
  const headers = { accept: 'application/json' }
  const answer = await fetch(address, { method: 'POST', body: data, headers }).catch(() => null)
  if (!answer) return failed(errorTexts.unreachable)
  // A proxy may accept less than we do.
  if (answer.status === 413) return rejected('picture_too_large')
  return await answer.json().catch(() => failed(errorTexts.broken))
}
