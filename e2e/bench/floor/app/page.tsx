/** Empty: the cost of Next's own script in a browser. */
export default function Page() {
  return null
}
