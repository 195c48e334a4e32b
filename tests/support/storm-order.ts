import type { Member } from "@/lib/tenancy/actor";

/** What a process of the storm is told; plain values, because it reads them from its environment. */
export type StormOrder = {
  salon: {
    companyId: string;
    branchId: string;
    serviceId: string;
    staffIds: readonly string[];
    customers: readonly string[];
    owner: Member;
  };
  /** ISO instants: when it is, and the few times that everybody wants. */
  now: string;
  starts: readonly string[];
  clients: number;
  /** Of each client. */
  attempts: number;
  seed: number;
  /** Move as the predecessor did: read, compare, write. */
  isPlanted: boolean;
};

export type Outcome = {
  result: "done" | "refused" | "surprise";
  id?: string;
  version?: number;
  why?: string;
};
