export const controlLook =
  'w-full min-w-0 rounded-field border border-edge bg-field px-3.5 py-2.5 text-body text-ink transition-colors hover:border-ink aria-invalid:border-2 aria-invalid:border-fault'
