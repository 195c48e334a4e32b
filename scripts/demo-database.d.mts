import type { Started } from "./embedded-database.mjs";

export function startDemoDatabase(options: {
  folder: string;
  env: Record<string, string>;
  preferredPort?: number;
  throwAway?: boolean;
  keep?: (stop: () => Promise<void>) => void;
}): Promise<{ server: Started; databaseUrl: string }>;
