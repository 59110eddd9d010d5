/** A hidden field that tells password managers whose password this is. */
export function AccountName({ account }: { account: string }) {
  return <input type="text" name="username" autoComplete="username" defaultValue={account} readOnly hidden />
}
