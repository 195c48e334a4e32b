import "server-only";

import { type Db, transaction } from "@/lib/platform/db/transaction";
import { type Actor, NOWHERE, type Operator, type Origin } from "@/lib/tenancy/actor";

export type { Db as TenantDb } from "@/lib/platform/db/transaction";

declare const proven: unique symbol;

/** The queues a service may have written to; a worker looks after the commit, not within it. */
export type QueueName =
  "invitation-emails" | "appointment-emails" | "account-emails" | "calcom-sync";

type Base = {
  readonly [proven]: true;
  readonly now: Date;
  readonly origin: Origin;
  /** Queues with new rows; the edge wakes their workers once the service has committed. */
  readonly wake: Set<QueueName>;
  /** One service call, one transaction: a thrown error rolls all of it back. */
  readonly transaction: <Result>(work: (db: Db) => Promise<Result>) => Promise<Result>;
};

/**
 * Proof of who is asking, in one company. Every service takes it first, and only this file can
 * make one.
 */
export type TenantContext = Base & {
  readonly companyId: string;
  readonly actor: Actor;
  /**
   * The same person within a transaction that is open already: what a service does there is committed
   * with the rest, and what it refuses is undone without the rest.
   */
  readonly joining: (db: Db) => TenantContext;
  /** Whether what is done here is part of a transaction that is open already. */
  readonly isJoined: boolean;
};

/** Somebody who has not chosen a company: sees accounts and, if signed in, their memberships. */
export type VisitorContext = Base & { readonly userId: string | null };

/** Somebody who runs the platform: sees which companies there are, and enters one at a time. */
export type OperatorContext = Base & {
  readonly userId: string;
  readonly operator: Operator;
  /** The same operator within one company, new or old. */
  readonly inCompany: (companyId: string) => TenantContext;
};

export function createOperatorContext(
  operator: Operator,
  { origin = NOWHERE, now = new Date() }: { origin?: Origin; now?: Date } = {},
): OperatorContext {
  const { userId } = operator;
  const wake = new Set<QueueName>();

  return {
    ...createVisitorContext(userId, { origin, now }),
    wake,
    operator,
    inCompany: (companyId: string) => ({
      ...createContext(companyId, operator, { origin, now }),
      wake,
    }),
  } as unknown as OperatorContext;
}

export function createContext(
  companyId: string,
  actor: Actor,
  { origin = NOWHERE, now = new Date() }: { origin?: Origin; now?: Date } = {},
): TenantContext {
  return {
    companyId,
    actor,
    now,
    origin,
    wake: new Set(),
    transaction: <Result>(work: (db: Db) => Promise<Result>) => transaction({ companyId }, work),
    isJoined: false,
    joining(this: TenantContext, db: Db) {
      return { ...this, isJoined: true, transaction: (work: Work) => savepoint(db, work) };
    },
  } as unknown as TenantContext;
}

type Work = (db: Db) => Promise<unknown>;

async function savepoint(db: Db, work: Work): Promise<unknown> {
  await db.$executeRaw`savepoint joined`;
  try {
    return await work(db);
  } catch (error) {
    await db.$executeRaw`rollback to savepoint joined`;
    throw error;
  }
}

export function createVisitorContext(
  userId: string | null,
  { origin = NOWHERE, now = new Date() }: { origin?: Origin; now?: Date } = {},
): VisitorContext {
  return {
    userId,
    now,
    origin,
    wake: new Set(),
    transaction: <Result>(work: (db: Db) => Promise<Result>) =>
      transaction(userId === null ? null : { userId }, work),
  } as unknown as VisitorContext;
}

/** Companies in which a queue or a clean-up has something to do, and nothing else about them. */
export async function findDue(
  find: (db: Db) => Promise<{ companyId: string }[]>,
): Promise<string[]> {
  return (await findDueRows(find)).map(({ companyId }) => companyId);
}

/** The same with what else is known of why a company is due. */
export function findDueRows<Row extends { companyId: string }>(
  find: (db: Db) => Promise<Row[]>,
): Promise<Row[]> {
  return transaction({ job: "find-due" }, find);
}
