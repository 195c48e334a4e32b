export function startServer(options: {
  host: string;
  port: number;
  env: Record<string, string>;
  keep?: (stop: () => Promise<void>) => void;
  write?: (text: string) => void;
}): Promise<{ pid: number; ended: Promise<number>; stop: () => Promise<void> }>;

/** What V8 is started with, unless NODE_OPTIONS says something about it. */
export function memoryFlags(env: { NODE_OPTIONS?: string }): string[];
