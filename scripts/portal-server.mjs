import next from "next";
import { createServer } from "node:http";
import process from "node:process";

const port = Number(process.env.PORT);
const hostname = process.env.HOST;
const app = next({ dev: false, hostname, port });
const handle = app.getRequestHandler();

/**
 * What a client says of its address is its own business; from whom we got it is ours. The portal
 * believes the last entry, and one more for each proxy in TRUSTED_PROXIES.
 */
function appendSender(request) {
  const said = request.headers["x-forwarded-for"];
  const sender = request.socket.remoteAddress ?? "";
  request.headers["x-forwarded-for"] = said === undefined ? sender : `${said}, ${sender}`;
}

try {
  await app.prepare();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

const server = createServer((request, response) => {
  appendSender(request);
  void handle(request, response);
});
server.listen(port, hostname);

function stop() {
  server.close(() => {
    void app.close().finally(() => process.exit(0));
  });
  server.closeIdleConnections();
  // Some clients open a connection and say nothing, or keep one open for ever.
  setTimeout(() => server.closeAllConnections(), 3000).unref();
}

process.once("SIGTERM", stop);
process.once("SIGINT", stop);
