import net from "node:net";

function refuses(port, host) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", (error) => {
      resolve(error.code === "EADDRINUSE" || error.code === "EACCES");
    });
    probe.listen({ port, host, exclusive: true }, () => {
      probe.close(() => {
        resolve(false);
      });
    });
  });
}

/** True when nobody listens on this port, on any local address that "localhost" may mean. */
export async function isFree(port) {
  for (const host of ["127.0.0.1", "0.0.0.0", "::1"]) {
    if (await refuses(port, host)) return false;
  }

  return true;
}

/** The preferred port, or the next free one above it. */
export async function freePort(preferred) {
  for (let port = preferred; port < Math.min(preferred + 200, 65536); port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Error(`No port between ${preferred} and ${preferred + 199} is free.`);
}
