/** @type {import("next").NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native code or code that reads its own files; the server loads it from node_modules as it is.
  serverExternalPackages: ["@node-rs/argon2", "pino", "pg"],
  // `npm test` runs tsc over everything, tests included; a second run here would only double the time
  // of the first start.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // Forms here are short texts; the largest upload is a file of customers to import.
    serverActions: { bodySizeLimit: "2200kb" },
    // What proxy.ts keeps of a request, whoever sends it and wherever to; 10 MB unless told. A little more than
    // the above, so that what is cut off here is refused there.
    proxyClientMaxBodySize: "2300kb",
  },
};

export default nextConfig;
