/** Empty. Without this file Next would load the product's own. */
export function register(): void {}
