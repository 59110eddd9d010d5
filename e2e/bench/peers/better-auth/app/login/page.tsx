'use client'
import { createAuthClient } from 'better-auth/react'

const { signIn } = createAuthClient()

/** The smallest form that signs in with its client. */
export default function LoginPage() {
  const send = (form: FormData) =>
    signIn.email({ email: String(form.get('email')), password: String(form.get('password')) })
  return (
    <form action={async (form) => void (await send(form))}>
      <input name="email" type="email" aria-label="Email" />
      <input name="password" type="password" aria-label="Password" />
      <button type="submit">Sign in</button>
    </form>
  )
}
