/** Tells a password manager whose password the form holds. Nobody sees it. */
export function AccountName({ account }: { account: string }) {
  return <input type="text" name="username" autoComplete="username" defaultValue={account} readOnly hidden />
}
