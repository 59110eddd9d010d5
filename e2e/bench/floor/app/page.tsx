/** Nothing: what Next sends to a browser by itself. */
export default function Page() {
  return null
}
