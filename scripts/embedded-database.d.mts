export type Running = { password: string; port: number; cluster: string };
export type Started = Running & { shared: boolean; stop: () => Promise<void> };

export function ownerUrl(state: Running, database?: string): string;
export function findRunning(folder?: string): Promise<Running | undefined>;
export function start(options?: {
  folder?: string;
  preferredPort?: number;
  throwAway?: boolean;
  keep?: (stop: () => Promise<void>) => void;
}): Promise<Started>;
