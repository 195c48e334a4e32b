import "server-only";

import type { Mail, MailFilter } from "@/lib/delivery/schema";
import { mailRows, mailScope } from "@/lib/delivery/service/mail-rows";
import { literalPattern } from "@/lib/platform/like-pattern";
import type { TenantContext } from "@/lib/tenancy/context";

const PAGE_SIZE = 25;

export type MailPage = {
  mails: Mail[];
  /** Where the next page begins; null on the last one. */
  next: string | null;
};

/**
 * The company's mails of both queues, newest first, a page at a time; a manager sees their branch's.
 *
 * @throws NotAllowed for roles that do not see operations
 */
export async function listMails(ctx: TenantContext, filter: MailFilter): Promise<MailPage> {
  const { branchId } = mailScope(ctx);
  const [at = null, id = null] = filter.before?.split("_") ?? [];
  const search = filter.search === "" ? null : `%${literalPattern(filter.search)}%`;
  const parameters = [ctx.companyId, branchId, search, at, id, PAGE_SIZE + 1];
  const rows = await ctx.transaction((db) =>
    db.$queryRawUnsafe<Mail[]>(mailRows(filter), ...parameters),
  );
  const mails = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? mails.at(-1) : undefined;

  return { mails, next: last === undefined ? null : `${last.createdAt}_${last.id}` };
}
