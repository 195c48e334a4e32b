import { Logger, makeWorkerUtils, run as runGraphile } from "graphile-worker";
import pg from "pg";
import { PgBoss } from "pg-boss";

import type { Delivery, Message } from "@/lib/platform/mail/message";

export type Send = (
  message: Message,
  key: string,
  tags: Record<string, string>,
) => Promise<Delivery>;

/** A queue that is measured: filled with so many mails, and then emptied through `send`. */
export type Contender = {
  fill: (count: number) => Promise<void>;
  drain: (count: number, send: Send) => Promise<void>;
  stop: () => Promise<void>;
};

export const MESSAGE: Message = {
  from: "Terminportal <termine@localhost.example>",
  to: "marlene@example.org",
  subject: "Ihr Termin bei Salon Morgenlicht",
  html: `<p>${"Ihr Termin ist gebucht. ".repeat(80)}</p>`,
  text: "Ihr Termin ist gebucht. ".repeat(20),
  attachments: [],
};

const CHUNK = 5000;

/** graphile-worker 0.18 as its documentation tunes it: jobs fetched and completed in batches. */
export async function graphileWorker(ownerUrl: string, concurrency: number): Promise<Contender> {
  const utils = await makeWorkerUtils({ connectionString: ownerUrl });
  await utils.migrate();
  const client = new pg.Client(ownerUrl);
  await client.connect();

  return {
    fill: async (count) => {
      for (let done = 0; done < count; done += CHUNK) {
        await client.query(
          "select graphile_worker.add_job('mail', $1::json) from generate_series(1, $2)",
          [JSON.stringify(MESSAGE), Math.min(CHUNK, count - done)],
        );
      }
      await client.query("analyze");
    },
    drain: async (count, send) => {
      let left = count;
      let finish: () => void;
      const finished = new Promise<void>((resolve) => (finish = resolve));
      const runner = await runGraphile({
        preset: {
          worker: {
            connectionString: ownerUrl,
            concurrentJobs: concurrency,
            maxPoolSize: 10,
            localQueue: { size: 500 },
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
        noHandleSignals: true,
        // A line a job would be most of its work.
        logger: new Logger(() => () => undefined),
        taskList: {
          mail: async (payload, { job }) => {
            await send(payload as Message, `job-${job.id}`, {});
            left -= 1;
            if (left === 0) finish();
          },
        },
      });
      await finished;
      // Completions are written in the background: stopping waits for them.
      await runner.stop();
    },
    stop: async () => {
      await client.end();
      await utils.release();
    },
  };
}

/** pg-boss 12: as many lanes fetch, send and complete in batches, without waiting to poll. */
export async function pgBoss(ownerUrl: string, concurrency: number): Promise<Contender> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    max: 10,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => undefined);
  await boss.start();
  await boss.createQueue("mail");
  const lanes = 4;
  const batchSize = 500;

  return {
    fill: async (count) => {
      for (let done = 0; done < count; done += CHUNK) {
        const jobs = Array.from({ length: Math.min(CHUNK, count - done) }, () => ({
          data: MESSAGE,
        }));
        await boss.insert("mail", jobs);
      }
      await boss.getDb().executeSql("analyze");
    },
    drain: async (_count, send) => {
      const lane = async () => {
        for (;;) {
          const jobs = await boss.fetch<Message>("mail", { batchSize });
          if (jobs.length === 0) return;
          const waiting = [...jobs];
          const hand = async () => {
            for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
              await send(job.data, `job-${job.id}`, {});
            }
          };
          await Promise.all(Array.from({ length: concurrency / lanes }, hand));
          await boss.complete(
            "mail",
            jobs.map(({ id }) => id),
          );
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
    },
    stop: () => boss.stop({ graceful: false }),
  };
}
