export default {
  poweredByHeader: false,
  serverExternalPackages: ['piscina'],
  typescript: { ignoreBuildErrors: true },
}
