import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Runs with the address of a server that gives everybody the same answer. */
export async function withAnswer<Result>(
  reply: { status?: number; headers?: Record<string, string>; body: string | Buffer },
  run: (baseUrl: string) => Promise<Result>,
): Promise<Result> {
  const server = createServer((_request, response) => {
    response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await run(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  } finally {
    server.close();
  }
}
