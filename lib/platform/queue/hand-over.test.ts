import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Message, Transport } from "@/lib/platform/mail/message";
import { handOver } from "@/lib/platform/queue/hand-over";
import type { QueueRow } from "@/lib/platform/queue/queue";

const message: Message = {
  ...{ to: "c@d.example", subject: "", html: "", text: "" },
  attachments: [],
};
const queue = {
  ...{ name: "test", table: "none", isTenant: true },
  find: () => Promise.reject(new Error("not asked")),
  render: () => Promise.reject(new Error("not asked")),
  reveal: () => message,
  settled: () => Promise.reject(new Error("not asked")),
};
const ready = Array.from({ length: 9 }, (_, n) => ({
  row: {
    id: String(n),
    attempts: 0,
    max_attempts: 3,
    payload: message,
    unclear_since: null,
  } satisfies QueueRow,
  message,
}));

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

describe("what has been handed over", () => {
  it("is noted, each mail once, also what was under way while others were noted", async () => {
    const transport: Transport = (_message, key) => {
      // Longer than the time between two notes, so that each mail finds others under way.
      vi.advanceTimersByTime(600);

      return Promise.resolve({ outcome: "accepted", providerMessageId: key });
    };
    const noted: string[] = [];
    await handOver(queue, {
      gate: {
        ...{ transport, wait: () => Promise.resolve(), deadline: undefined },
        ...{ notBefore: 0, isClosed: false, isProbing: false },
      },
      lease: { companyId: null, worker: "w", seconds: 60, until: Date.now() + 60_000 },
      ready,
      concurrency: 4,
      note: (results) => {
        noted.push(...results.map(({ row }) => row.id));
        return Promise.resolve();
      },
    });

    expect(noted.toSorted()).toEqual(ready.map(({ row }) => row.id));
  });
});
